"""The on-ramp: from an address to a proposed table of sources.toml, with the evidence for it.

`look` asks politely what a crawl would ask, `survey_of` judges the answers, `proposal` writes the table, `save_case`
a test case of the page.
"""
