"""What judging and extraction know of the language: words, phrases, names of places, printed dates."""
