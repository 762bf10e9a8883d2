"""The step "fetch": Scrapy's parts that ask politely, keep every answer, or answer from an archive."""
