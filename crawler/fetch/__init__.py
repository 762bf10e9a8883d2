"""Fetch: from a source to responses, kept in an archive."""
