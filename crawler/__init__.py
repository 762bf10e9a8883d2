"""From the web to records: fetch, read, judge, extract, write."""
