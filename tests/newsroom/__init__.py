"""An invented newsroom: articles about invented people in the real markup of the outlets that the project reads.

`articles/` holds what each article says and the facts in it, `markup/` how the outlets' pages look, `outlets.toml`
how each outlet behaves. From these come a WARC file for replay (`python -m tests.newsroom OUT.warc.gz`) and gold
files for scoring (`python -m tests.newsroom --gold DIR`). Every person and every quotation in it is made up.
"""
