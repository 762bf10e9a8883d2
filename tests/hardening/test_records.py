"""Record files that attack the reader: one line each, soon, and the rest of the site stands."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.record import BrokenRecord, Status, clean_line, dump, load
from tests.crawler.invented import record
from tests.hardening.corpus import table, texts
from theme.plugins.shelf import read_shelf

DOCUMENTS = table("documents")
GOOD = dump(record())


def document(case: dict[str, Any]) -> str:
    """The good record with the lines that a case of documents.toml puts in their place."""
    if "repeated" in case:
        key = "authors:\n" if case.get("block") else "authors: "
        return re.sub(r"(?m)^authors: .*$", lambda _: key + case["repeated"] * case["times"], GOOD)
    text = GOOD.replace("---\n", "---\n" + case.get("before", ""), 1)
    for name, value in case.items():
        if name not in ("before", "told"):
            value = re.sub(r"<(\d+) zeros>", lambda found: "0" * int(found[1]), value)
            line = f"{name}: {value}"
            text = re.sub(rf"(?ms)^{name}:.*?(?=^\w)", lambda _, line=line: line + "\n", text, count=1)  # type: ignore[misc]
    return text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_one_line(tmp_path: Path, name: str) -> None:
    case = DOCUMENTS[name]
    path = tmp_path / "2024-09-28-0123456789ab.md"
    path.write_text(document(case), encoding="utf-8")
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    started = time.process_time()
    shelf = read_shelf(tmp_path)
    assert time.process_time() - started < 1
    assert [one.id for one in shelf.published] == [record().id]
    (line,) = shelf.complaints
    assert str(path) in line
    assert case["told"] in line
    assert len(line) < 700
    assert not {"\n", "\r"} & set(line)


@pytest.mark.parametrize("name", texts())
def test_a_text_in_every_field_stays_in_its_field(name: str) -> None:
    text = texts()[name]
    given = record()
    people = tuple(replace(one, name=text) for one in given.officials)
    hostile = replace(
        given, headline=text, published_raw=text, authors=(text,), outlet=text, officials=people, laws=(text,),
        institutions=(text, text), election=text, summary=text, event=replace(given.event, venue=text),
    )  # fmt: skip
    read = load(dump(hostile))
    assert dump(read) == dump(hostile)
    assert read.headline == read.authors[0] == read.officials[0].name == clean_line(text)
    assert (read.id, read.url, read.status, read.reviewed) == (given.id, given.url, Status.PUBLISHED, None)
    document = dump(hostile)
    assert not [line for line in document.split("---\n")[1].split("\n") if line.lower().startswith("slug")]


def test_the_documents_are_broken_by_their_attack_alone() -> None:
    assert load(document({"told": ""})) == load(GOOD)
    with pytest.raises(BrokenRecord):
        load(document(DOCUMENTS["not a number"]))
