"""Read: from a response to an article."""
