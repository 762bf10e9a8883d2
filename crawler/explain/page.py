"""An explained article as one HTML page: it loads nothing, runs nothing, and everything from the article is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from crawler.explain.marking import Explained, Piece
from crawler.record import clean_line

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 62rem }
h1 { font-size: 1.2rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
table { border-collapse: collapse; font-size: .875rem; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .75rem .2rem 0; border-bottom: 1px solid #8886 }
td { overflow-wrap: anywhere }
.scroll { overflow-x: auto }
.text { margin-top: 1rem; white-space: pre-wrap; overflow-wrap: anywhere }
.sentence { text-decoration: underline; text-decoration-color: #8888; text-underline-offset: .25em }
mark { color: inherit; padding: 0 .1em; border-radius: .2em }
.event { background: #f5c84266 } .place { background: #57b86266 } 
.people { background: #4fb3d966 } .law { background: #c77bd966 }
.dropped { opacity: .6; text-decoration: line-through }
sup a, td a { color: inherit } sup { line-height: 0 }
:target { outline: 2px solid currentColor }
"""


def explained_page(articles: Sequence[Explained]) -> str:
    """The page; the same bytes for the same articles. Its policy allows its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in ("event", "place", "people", "law"))
    body = "\n".join(part for at, article in enumerate(articles) for part in _article(f"a{at}", article))
    return f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(_title(articles))}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Facts and the rules behind them</h1>
<p>Colours: {legend}. Underlined: sentences that stand behind a fact. <span class="dropped">Struck out</span>: taken
for page furniture and not read.</p>
{body}
</body>
</html>
"""


def _title(articles: Sequence[Explained]) -> str:
    return clean_line(articles[0].headline or articles[0].id) if len(articles) == 1 else f"{len(articles)} articles"


def _article(key: str, article: Explained) -> Iterator[str]:
    relevance = article.record.relevance
    verdict = "relevant" if relevance.relevant else "irrelevant"
    yield f"<h2>{_safe(article.headline or article.id)}</h2>"
    yield f"<p>{_safe(article.id)}: {verdict}, {relevance.score:.2f}. {_safe('; '.join(relevance.reasons))}</p>"
    yield '<div class="scroll"><table>'
    yield "<thead><tr><th>#</th><th>field</th><th>value</th><th>rule</th><th>at</th></tr></thead><tbody>"
    for fact in article.facts:
        at = f'<a href="#{key}-{fact.number}-in">{fact.span[0]}–{fact.span[1]}</a>' if fact.span else "headline"
        yield (
            f'<tr id="{key}-{fact.number}"><td>{fact.number}</td><td>{_safe(fact.field)}</td><td>'
            f'<mark class="{fact.kind}">{_safe(fact.value)}</mark></td><td>{_safe(fact.rule)}</td><td>{at}</td></tr>'
        )
    yield "</tbody></table></div>"
    yield f'<div class="text">{"".join(_piece(key, piece) for piece in article.pieces)}</div>'


def _piece(key: str, piece: Piece) -> str:
    text = escape(piece.printable)
    if piece.kind:
        tag = "span" if piece.kind == "dropped" else "mark"
        text = f'<{tag} class="{piece.kind}">{text}</{tag}>'
    if piece.facts:
        text = f'<span class="sentence">{text}</span>'
    links = ", ".join(f'<a id="{key}-{number}-in" href="#{key}-{number}">{number}</a>' for number in piece.closing)
    return text + (f"<sup> {links}</sup>" if links else "")


def _safe(text: str) -> str:
    return escape(clean_line(text))
