"""The Pelican plugin that builds the pages of the records; `theme.plugins.site` is its door."""
