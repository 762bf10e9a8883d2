"""Speakers: to whom the text attributes something said, asked or explained."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.extract.people.holders import mention_words
from crawler.extract.people.offices import Office, held_no_longer
from crawler.extract.people.officials import Cast, title_key
from crawler.extract.people.persons import Person, Reference
from crawler.extract.people.speech import charged_before, is_pair, speech_words, was_asked
from crawler.language.tokens import Token, ends_sentence

BEHIND = 16
"""How many tokens behind a name its verb may stand: an apposition, a place and a date fit in."""
BEFORE = 9
"""How many tokens before a name a passive verb may stand."""
RECENT = 8
"""How many namings back "ujarnya" looks for one who has spoken."""


@dataclass(frozen=True)
class Attribution:
    """Something is attributed to a person (an index of the cast) by the word at token `at`."""

    person: int
    at: int
    rule: str


def attributions(cast: Cast) -> list[Attribution]:
    """Every attribution in the order of the text."""
    references = sorted([*cast.references, *_by_title(cast)], key=lambda reference: reference.first)
    at_tokens = {reference.first: reference for reference in references}
    named = {found.person: found for reference in references for found in _by_name(cast.tokens, reference, at_tokens)}
    found = list(named.values())
    found += _by_pronoun(cast, {attribution.person for attribution in found})
    return sorted(found, key=lambda attribution: attribution.at)


def _by_title(cast: Cast) -> Iterator[Reference]:
    """ "Kapolres menegaskan", "kata Camat Lela": titles without a name, where just one person of the text named before
    holds the office."""
    covered = {at for reference in cast.references for at in range(reference.first, reference.after)}
    for at, office in cast.scan.offices.items():
        if at in covered or office.takes == "servant" or not _opens(cast.tokens, at):
            continue
        key = title_key(office.title)
        holders = [index for index, person in enumerate(cast.persons) if _holds(person, office, key, at)]
        if len(holders) == 1 and key not in mention_words().members and not held_no_longer(cast.tokens, at):
            yield Reference(holders[0], at, office.after)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the title opens a sentence or stands behind a verb of saying: elsewhere it is spoken of."""
    return at == 0 or ends_sentence(tokens, at - 1) or tokens[at - 1].low in ("”", *speech_words().before_name)


def _holds(person: Person, office: Office, key: str, at: int) -> bool:
    """Whether the person was named before the token with the same title, and in no other place or body."""
    region = office.institution.region if office.institution else None
    return any(
        mention.first < at
        and title_key(mention.office.title) == key
        and (
            region is None or mention.office.institution is None or mention.office.institution.region in (None, region)
        )
        for mention in person.mentions
    )


def _by_name(tokens: Sequence[Token], reference: Reference, at_tokens: dict[int, Reference]) -> Iterator[Attribution]:
    words = speech_words()
    before = tokens[reference.first - 1] if reference.first else None
    if before and before.low in words.before_name:
        yield Attribution(reference.person, reference.first - 1, "kata-nama")
    at = _verb_behind(tokens, reference, at_tokens)
    if at is not None:
        yield Attribution(reference.person, at, "nama-mengatakan")
    at = _passive_before(tokens, reference, at_tokens)
    if at is not None:
        yield Attribution(reference.person, at, "disampaikan-nama")


def _verb_behind(tokens: Sequence[Token], reference: Reference, at_tokens: dict[int, Reference]) -> int | None:
    words, joined = speech_words(), False
    at = reference.after
    if {token.low for token in tokens[max(0, reference.first - 2) : reference.first]} & words.read_for_another:
        return None
    if _is_told(tokens, reference.first):
        return None
    while at < min(reference.after + BEHIND, len(tokens)):
        token = tokens[at]
        other = at_tokens.get(at)
        if other and other.person != reference.person:
            if _accompanied(tokens, reference.after, at):
                at = other.after
                continue
            if not _joined(tokens, reference.after, at):
                return None
            joined, at = True, other.after
            reference = Reference(reference.person, reference.first, other.after)
            continue
        if (
            (not token.is_word and ends_sentence(tokens, at))
            or token.text in '“"'
            or (token.low in ("dan", "serta") and joined)
        ):
            return None
        of_another = token.low in words.after_name and tokens[at - 1].low == "yang" and at - 1 > reference.after + 1
        if token.low == "bungkam":
            return None
        speaks = token.low in words.after_name or is_pair(tokens, at)
        if speaks and not _negated_relative(tokens, at) and not of_another:
            if _refuses(tokens, at) or (
                token.low not in words.defending and charged_before(tokens, reference.after, at)
            ):
                return None
            return None if joined and not _together(tokens, reference.after, at) else at
        at += 1
    return None


def _is_told(tokens: Sequence[Token], first: int) -> bool:
    """ "B menerangkan A meminta maaf", "menurut hakim bahwa A …": what follows is B's word on A."""
    at = first - 2 if first > 1 and tokens[first - 1].low == "bahwa" else first - 1
    return at > 0 and tokens[at].low in speech_words().after_name and not ends_sentence(tokens, at - 1)


def _accompanied(tokens: Sequence[Token], first: int, end: int) -> bool:
    return end - first == 1 and tokens[first].low in speech_words().accompanied


def _refuses(tokens: Sequence[Token], at: int) -> bool:
    """ "tidak menjawab", "menolak berkomentar": nothing was said."""
    words = speech_words()
    if tokens[at].low in words.refusing:
        return at + 1 < len(tokens) and tokens[at + 1].low in words.answering
    return tokens[at].low in words.answering and at > 0 and tokens[at - 1].low in words.refusing


def _joined(tokens: Sequence[Token], first: int, end: int) -> bool:
    return 0 < end - first <= 2 and all(token.low in (",", "dan", "serta") for token in tokens[first:end])


def _together(tokens: Sequence[Token], first: int, at: int) -> bool:
    return any(token.low in speech_words().together for token in tokens[first:at])


def _negated_relative(tokens: Sequence[Token], at: int) -> bool:
    """ "yang diminta", "untuk meminta", "agar mengimbau": another's doing, or none yet."""
    return at > 0 and tokens[at - 1].low in ("untuk", "agar", "supaya", "dapat", "harus", "diminta", "wajib", "dirinya")


def _passive_before(tokens: Sequence[Token], reference: Reference, at_tokens: dict[int, Reference]) -> int | None:
    words = speech_words()
    if reference.first and tokens[reference.first - 1].low in ("kepada", "untuk", "terhadap", "bagi", "dengan"):
        return None
    by_agent = reference.first > 0 and tokens[reference.first - 1].low == "oleh"
    for at in range(reference.first - 1, max(-1, reference.first - 1 - BEFORE), -1):
        low = tokens[at].low
        if low in words.read_for_another or ends_sentence(tokens, at) or at in at_tokens or low == "kepada":
            return None
        if low in words.passive:
            return at
        if low not in words.between and not by_agent:
            return None
    return None


def _by_pronoun(cast: Cast, speakers: set[int]) -> Iterator[Attribution]:
    """ "ujarnya", "kata dia", "ia berharap": the last one who spoke, else the last one named."""
    words = speech_words()
    starts = [reference.first for reference in cast.references]
    for at in cast.scan.of_words(words.pointing):
        pointing = cast.tokens[at].low in words.back or (at + 1 < len(cast.tokens) and _says(cast.tokens, at))
        if not pointing:
            continue
        before = cast.references[: bisect_left(starts, at)]
        person = _subject_before(cast.tokens, before, at) if cast.tokens[at].low in words.pronouns else None
        person = _last_asked(cast.tokens, before) if person is None else person
        person = _last(before, speakers) if person is None else person
        if person is not None:
            speakers.add(person)
            yield Attribution(person, at, "katanya")


def _subject_before(tokens: Sequence[Token], before: Sequence[Reference], at: int) -> int | None:
    """ "Anggota Bawaslu Ngada, A hadir. Ia mengupas …": a pronoun that opens a sentence is the one person whom the
    sentence before it names."""
    at = _sentence_start(tokens, at)
    if at == 0 or not ends_sentence(tokens, at - 1):
        return None
    begin = at - 1
    while begin > 0 and at - begin < _SENTENCE and (tokens[begin - 1].is_word or not ends_sentence(tokens, begin - 1)):
        begin -= 1
    told = [reference for reference in before[-RECENT:] if reference.first >= begin]
    spoken_to = any(tokens[reference.first - 1].low in _ABOUT for reference in told if reference.first)
    named = {reference.person for reference in told}
    opens = bool(told) and told[0].first - begin <= _OPENING
    return named.pop() if len(named) == 1 and opens and not spoken_to else None


def _sentence_start(tokens: Sequence[Token], at: int) -> int:
    """Where the sentence of a pronoun starts, past "Kepada wartawan" or "Namun" before it; else the pronoun itself."""
    for begin in range(at - 1, max(-1, at - 1 - _BEFORE_PRONOUN), -1):
        if begin == 0 or ends_sentence(tokens, begin - 1):
            return begin if tokens[begin].low in speech_words().openers else at
        if not tokens[begin].is_word:
            break
    return at


_BEFORE_PRONOUN = 3
_OPENING = 5
"""Tokens before the subject of a sentence: "Panwas Kabupaten Lembata mengutus anggotanya, A"."""
_ABOUT = frozenset(["kepada", "melalui", "terhadap", "dari", "untuk", "dengan", "ke", "bagi", "menyangkut", "tentang"])


_SENTENCE = 80
"""Tokens of the longest sentence looked back at."""


def _last_asked(tokens: Sequence[Token], before: Sequence[Reference]) -> int | None:
    """ "Ditemui terpisah, A enggan bicara. "Saya terima," ucapnya": the one named last, if they were asked."""
    if not before:
        return None
    last = before[-1]
    return last.person if was_asked(tokens, last.first, last.after) else None


def _says(tokens: Sequence[Token], at: int) -> bool:
    words = speech_words()
    if at and tokens[at - 1].low in words.before_name:
        return True
    return any(token.low in words.after_name for token in tokens[at + 1 : at + 4])


def _last(before: Sequence[Reference], speakers: set[int]) -> int | None:
    recent = [reference.person for reference in before[-RECENT:]]
    return next((person for person in reversed(recent) if person in speakers), recent[-1] if recent else None)
