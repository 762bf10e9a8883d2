"""Invented articles with their facts."""
