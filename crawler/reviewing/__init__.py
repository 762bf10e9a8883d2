"""The review desk: what a person decides about records, at the terminal or on a local page, as changes to files."""
