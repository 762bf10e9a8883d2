"""What nobody thought of: random and mutated pages, records, archives and listings. Each gives a result or one line."""
