"""Checks of a built site, before anybody sees it."""
