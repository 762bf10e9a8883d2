"""Why the program says what it says: an article with its facts, their sentences and their rules marked."""
