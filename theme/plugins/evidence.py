"""The sentences behind a record's facts, as far as they may be shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from crawler.record import Evidence, Official, clean_line
from theme.plugins.withholding import Veil, name_words, names_nobody_else

_OF_OFFICIAL = re.compile(r"officials[.\[](\d{1,6})\]?(.*)", re.DOTALL)


def shown_evidence(
    evidence: Sequence[Evidence],
    officials: Sequence[Official],
    shown: Collection[Official],
    veil: Veil,
    known: list[str],
) -> tuple[Evidence, ...]:
    """The sentences that name nobody withheld; `known` are texts whose words name nobody new.

    Numbered keys of officials carry the name instead ("officials.Anselmus Contohan.speaker"), since numbers
    change when somebody is withheld; what is about a withheld official is left out altogether.
    """
    kept = []
    for item in evidence:
        field, quote = _named_field(item.field, officials, shown), clean_line(item.quote)
        told = f"{field} . {quote} . {item.rule}"
        if field and quote and not veil.hides(told) and (not veil.strict or names_nobody_else(quote, known)):
            kept.append(Evidence(field, quote, clean_line(item.rule)))
    return tuple(kept)


def is_about(field: str, name: str, quote: str) -> bool:
    """Whether evidence under a key of `officials` is about the official of that name.

    Where the key names nobody, the sentence must name the official.
    """
    owner = field.removeprefix("officials").removeprefix(".").rpartition(".")[0]
    return name_words(owner) == name_words(name) if owner else bool(name_words(name) & name_words(quote))


def _named_field(field: str, officials: Sequence[Official], shown: Collection[Official]) -> str | None:
    numbered = _OF_OFFICIAL.fullmatch(field)
    if not numbered:
        return clean_line(field)
    number = int(numbered[1])
    if number >= len(officials) or officials[number] not in shown:
        return None
    return clean_line(f"officials.{officials[number].name}.{numbered[2].strip('.')}")
