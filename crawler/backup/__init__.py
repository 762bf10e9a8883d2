"""Backup: the crawl database, the archive, the texts, the reports and the records, kept once each and checked."""
