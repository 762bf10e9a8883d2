"""A trained recogniser proposes names; the text must tie them to an office. Tried with a pipeline made here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.extract.facts import extract
from crawler.extract.recognising import VARIABLE, BrokenRecogniser, Recogniser, configured_recogniser, recogniser_of
from tests.crawler.extract.articles import text_of

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Entity:
    start_char: int
    end_char: int
    label_: str


@dataclass(frozen=True)
class Document:
    ents: tuple[Entity, ...]


def pipeline(*names: str, label: str = "PER") -> Recogniser:
    """A recogniser that finds the given names wherever they stand."""

    def run(text: str) -> Document:
        spans = [(text.find(name), name) for name in names]
        return Document(tuple(Entity(at, at + len(name), label) for at, name in spans if at >= 0))

    return recogniser_of(run)


def officials(body: str, recognise: Recogniser | None) -> list[tuple[str, str | None, bool]]:
    found = extract(text_of(body), recognise).officials
    return [(one.name, one.positions[0].title, one.speaker) for one in found]


@pytest.mark.parametrize(
    ("body", "name", "title"),
    [
        ("Ketua Bawaslu Kabupaten Belu, maria contohan, mengatakan ASN wajib netral.", "maria contohan", "Ketua"),
        ("Ketua Bawaslu Kabupaten Belu\nmaria contohan mengatakan ASN wajib netral.", "maria contohan", "Ketua"),
        ("Menurut maria contohan, Camat Lembor, ASN wajib netral.", "maria contohan", "Camat"),
    ],
)
def test_a_name_beside_an_office_becomes_an_official(body: str, name: str, title: str) -> None:
    assert officials(body, None) == []
    assert [(who, office) for who, office, _ in officials(body, pipeline(name))] == [(name, title)]


@pytest.mark.parametrize(
    ("body", "recognise"),
    [
        ("Warga bernama maria contohan hadir bersama Camat Lembor.", pipeline("maria contohan")),
        ("Mantan Ketua Bawaslu Kabupaten Belu, maria contohan, hadir.", pipeline("maria contohan")),
        ("Ketua Bawaslu Kabupaten Belu, maria contohan, hadir.", pipeline("maria contohan", label="ORG")),
        ("Ketua Bawaslu Kabupaten Belu, maria contohan, hadir.", pipeline("aria contoha")),
        ("Ketua Bawaslu Kabupaten Belu, maria contohan, hadir.", recogniser_of(lambda text: Document((Entity(900, 950, "PER"),)))),
    ],
    ids=["private", "former", "no person", "no whole words", "outside the text"],
)  # fmt: skip
def test_other_names_stay_out(body: str, recognise: Recogniser) -> None:
    assert officials(body, recognise) == []


def test_what_the_grammar_finds_is_not_changed() -> None:
    body = (
        "Ketua Bawaslu Kabupaten Belu Maria Contohan mengatakan ASN wajib netral. Camat Lembor, petrus misalan, hadir."
    )
    assert officials(body, pipeline("Contohan")) == officials(body, None)
    assert [name for name, _, _ in officials(body, pipeline("Maria Contohan", "petrus misalan"))] == [
        "Maria Contohan",
        "petrus misalan",
    ]


def test_without_the_variable_there_is_none() -> None:
    assert configured_recogniser({}) is None
    assert configured_recogniser({VARIABLE: " "}) is None


def test_what_cannot_be_had_is_one_line() -> None:
    with pytest.raises(BrokenRecogniser, match=f"{VARIABLE}=tidak_ada") as raised:
        configured_recogniser({VARIABLE: "tidak_ada"})
    assert "\n" not in str(raised.value)


def test_commands_end_with_that_line(tmp_path: Path) -> None:
    for arguments in (["extract"], ["crawl", "--content", str(tmp_path / "c"), "--var", str(tmp_path / "v")]):
        command = [sys.executable, "-m", "crawler", *arguments]
        environment = os.environ | {VARIABLE: "tidak_ada"}
        found = subprocess.run(
            command, cwd=ROOT, input="{}", capture_output=True, text=True, timeout=60, env=environment
        )
        assert found.returncode == 1
        assert found.stderr.startswith(f"error: {VARIABLE}=tidak_ada: ")
        assert found.stderr.count("\n") == 1


@pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="spaCy is an optional extra")
def test_a_spacy_pipeline(tmp_path: Path) -> None:
    spacy = importlib.import_module("spacy")
    made = spacy.blank("id")
    made.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "maria contohan"}])
    made.to_disk(tmp_path / "pipeline")
    recognise = configured_recogniser({VARIABLE: str(tmp_path / "pipeline")})
    body = "Ketua Bawaslu Kabupaten Belu, maria contohan, mengatakan ASN wajib netral."
    assert [name for name, _, _ in officials(body, recognise)] == ["maria contohan"]
