"""Write: from facts to records, in files."""
