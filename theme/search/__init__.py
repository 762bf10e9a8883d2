"""The search index of a built site, in parts that are made anew one by one."""
