"""Quality: extraction measured against annotated articles, and the floors below which it may not fall."""
