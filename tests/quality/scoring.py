"""Scores: precision, recall and F1 or accuracy per field, and every miss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from tests.quality.folding import laws, plain, same_institution, same_name, same_position, same_venue


@dataclass
class Count:
    """Right, wrong and missing answers of one field; an accuracy counts every answer as right or missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.right + self.missing)

    @property
    def f1(self) -> float:
        """Percent; with nothing to find and nothing said it is 100."""
        said = 2 * self.right + self.wrong + self.missing
        return 200 * self.right / said if said else 100.0


@dataclass(frozen=True)
class Miss:
    article: str
    field: str
    want: object
    got: object


@dataclass
class Scores:
    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, article: str, name: str, want: Iterable[str], got: Iterable[str]) -> None:
        """Count two sets of answers."""
        wanted, said = set(want), set(got)
        self._count(name, len(wanted & said), len(said - wanted), len(wanted - said))
        if wanted != said:
            self.misses.append(Miss(article, name, sorted(wanted), sorted(said)))

    def one(self, article: str, name: str, want: object, got: object, accepted: Iterable[object] = ()) -> None:
        """Count one answer, right or not."""
        right = got == want or got in list(accepted)
        self._count(name, int(right), int(not right), int(not right))
        if not right:
            self.misses.append(Miss(article, name, want, got))

    def _count(self, name: str, right: int, wrong: int, missing: int) -> None:
        count = self.counts.setdefault(name, Count())
        count.right, count.wrong, count.missing = count.right + right, count.wrong + wrong, count.missing + missing


def pair(
    golds: Sequence[Any], said: Sequence[Any], same: Callable[[Any, Any], bool]
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Pairs that are the same, golds without a match, answers without a match."""
    left, pairs, missing = list(said), [], []
    for gold in golds:
        match = next((answer for answer in left if same(gold, answer)), None)
        if match is None:
            missing.append(gold)
        else:
            left.remove(match)
            pairs.append((gold, match))
    return pairs, missing, left


def score(articles: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Mapping[str, Any]]) -> Scores:
    """The scores of extracted rows against annotated articles, both by the article's name. A relevant article
    judged irrelevant counts as if nothing had been found in it."""
    scores = Scores()
    found: dict[str, Mapping[str, Any]] = {}
    for name, article in sorted(articles.items()):
        gold, row = article["gold"], rows[name]
        if not gold.get("borderline"):
            scores.add(name, "relevance", ["relevant"] * gold["relevant"], ["relevant"] * row["relevant"])
        if gold["relevant"] and not gold.get("borderline"):
            found[name] = row if row["relevant"] else {}
            _fields(scores, name, gold, found[name])
    _events(scores, articles, found)
    return scores


def _fields(scores: Scores, name: str, gold: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    event = row.get("event") or {}
    said = sorted(row.get("kabupaten") or [])
    accepted = [sorted(other) for other in gold.get("kabupaten_alt") or [] if isinstance(other, list)]
    scores.one(name, "kabupaten_exact", sorted(gold["kabupaten"] or []), said, accepted)
    scores.add(name, "kecamatan", map(plain, gold.get("kecamatan") or []), map(plain, row.get("kecamatan") or []))
    scores.one(name, "event_type", gold["event_type"], event.get("type"), gold.get("event_type_alt") or ())
    scores.one(name, "event_date", gold["event_date"], event.get("date"), gold.get("event_date_alt") or ())
    others = [*(gold.get("election_alt") or ()), *(gold.get("elections_other") or ())]
    scores.one(name, "election", gold.get("election"), row.get("election"), others)
    scores.one(name, "case_state", gold.get("case_state"), row.get("case_state"))
    scores.add(name, "laws", laws(gold.get("laws")), laws(row.get("laws")))
    scores.add(name, "groups", map(plain, gold.get("group") or []), map(plain, row.get("groups") or []))
    _venue(scores, name, gold, event.get("venue"))
    _institutions(scores, name, gold.get("institutions") or [], list(row.get("institutions") or []))
    _officials(scores, name, gold["officials"], list(row.get("officials") or []))


def _venue(scores: Scores, name: str, gold: Mapping[str, Any], got: str | None) -> None:
    accepted = [gold.get("venue"), *(gold.get("venue_alt") or [])]
    venues = [venue for venue in accepted if venue]
    if any(same_venue(venue, got or "") for venue in venues):
        scores.add(name, "venue", ["venue"], ["venue"])
    elif got:
        scores.add(name, "venue", [venues[0]] if venues else [], [got])
    elif venues and not gold.get("venue_optional") and None not in accepted:
        scores.add(name, "venue", [venues[0]], [])


def _institutions(scores: Scores, name: str, golds: list[str], said: list[str]) -> None:
    pairs, missing, wrong = pair(golds, said, same_institution)
    right = [gold for gold, _ in pairs]
    scores.add(name, "institutions", right + missing, right + wrong)


def _officials(scores: Scores, name: str, golds: list[dict[str, Any]], said: list[dict[str, Any]]) -> None:
    main = [official for official in golds if official.get("kind", "pejabat") == "pejabat"]
    pairs, missing, wrong = pair(main, said, lambda gold, answer: same_name(gold, answer["name"]))
    others = [official for official in golds if official not in main]
    wrong = pair(others, wrong, lambda gold, answer: same_name(gold, answer["name"]))[2]
    names = [gold["name"] for gold, _ in pairs]
    scores.add(name, "officials", names + [g["name"] for g in missing], names + [w["name"] for w in wrong])
    for gold, answer in pairs:
        scores.one(name, "speaker", (gold["name"], bool(gold["speaker"])), (gold["name"], bool(answer["speaker"])))
        _positions(scores, name, gold, answer["positions"])
        scores.add(name, "subject", [gold["name"]] * bool(gold["subject"]), [gold["name"]] * bool(answer["subject"]))
    for gold in missing:
        _positions(scores, name, gold, [])
        scores.add(name, "subject", [gold["name"]] * bool(gold["subject"]), [])


def _positions(scores: Scores, name: str, gold: dict[str, Any], said: list[dict[str, Any]]) -> None:
    wanted = [position for position in gold["positions"] if position.get("title")]
    got = [position for position in said if position.get("title")]
    pairs, missing, wrong = pair(wanted, got, same_position)
    right = [_printed(gold["name"], position) for position, _ in pairs]
    scores.add(
        name,
        "positions",
        right + [_printed(gold["name"], position) for position in missing],
        right + [_printed(f"{gold['name']}?", position) for position in wrong],
    )


def _printed(name: str, position: dict[str, Any]) -> str:
    return f"{name}: {position.get('title')} | {position.get('institution')}"


def _events(scores: Scores, articles: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Pairs of articles of one event."""
    for one, other in combinations(sorted(rows), 2):
        pairs = {one, other}
        want = any(pairs - {a} <= set(articles[a]["gold"].get("duplicates") or ()) for a in pairs)
        ids = [(rows[a].get("event") or {}).get("id") for a in (one, other)]
        same = ids[0] is not None and ids[0] == ids[1]
        scores.add(f"{one}+{other}", "same_event", ["same"] * want, ["same"] * same)
