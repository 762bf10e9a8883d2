"""The site: content/records and content/pages become HTML, feeds, downloads and a search index."""
