"""Event type, laws, election, groups and case state: invented articles, the rules' own examples, any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.data import DATA
from crawler.extract.cases import case_triggers, find_case_state
from crawler.extract.elections import find_election
from crawler.extract.event_types import find_type, type_table
from crawler.extract.groups import find_groups
from crawler.extract.laws import find_laws
from crawler.judge.relevance import judge
from crawler.language.context import is_unreal
from crawler.language.lexicon import fold
from crawler.language.triggers import Spans
from crawler.record import EventType
from tests.crawler.extract.articles import CASES, cases, text_of

ARTICLES = cases("what_happened")
VIOLATION = EventType.DUGAAN_PELANGGARAN


OPENINGS: dict[str, list[str]] = tomllib.loads((CASES / "event_types.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "opening"), [(kind, one) for kind, several in OPENINGS.items() for one in several])
def test_headline_and_lead_tell_what_happened(kind: str, opening: str) -> None:
    headline, _, lead = opening.partition(" | ")
    text = text_of(
        f"Atambua - {lead}\nKegiatan itu menjadi perhatian warga Kabupaten Belu menjelang pilkada.", headline
    )
    assert find_type(text).value == kind


STATES: dict[str, list[str]] = tomllib.loads((CASES / "case_states.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("state", "sentence"), [(state, one) for state, several in STATES.items() for one in several])
def test_a_sentence_tells_how_far_a_case_is(state: str, sentence: str) -> None:
    assert find_case_state(text_of(sentence), VIOLATION).value == state


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, key: str) -> list[Any]:
    found = table(name)[key]
    assert found, (name, key)
    return [pytest.param(row, id=str(row.get("name") or row.get("short") or row.get("kind"))) for row in found]


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: str(case["name"]))
def test_article(case: dict[str, Any]) -> None:
    text = text_of(case["body"], case["headline"], case["published"])
    kind = find_type(text).value
    state = find_case_state(text, kind).value
    assert kind == case["type"]
    assert list(find_laws(text).value) == case.get("laws", [])
    assert find_election(text).value == case.get("election")
    assert list(find_groups(text).value) == case.get("groups", [])
    assert (str(state) if state else None) == case.get("case_state")


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: str(case["name"]))
def test_evidence_is_a_sentence_of_the_article(case: dict[str, Any]) -> None:
    text = text_of(case["body"], case["headline"], case["published"])
    kind = find_type(text)
    rest = find_laws(text).evidence + find_election(text).evidence + find_groups(text).evidence
    found = kind.evidence + rest + find_case_state(text, kind.value).evidence
    quotes = [evidence.quote for evidence in found]
    assert len(quotes) >= 3
    printed = {text.headline, *(" ".join(sentence.text.split()) for sentence in text.sentences)}
    assert set(quotes) <= printed


@pytest.mark.parametrize("rule", rows("event_types", "rule"))
def test_event_type_rule_finds_its_example(rule: dict[str, Any]) -> None:
    hits = {hit.value.name for hit in type_table().triggers.find(fold(rule["example"]))}
    assert rule["name"] in hits


@pytest.mark.parametrize("rule", rows("cases", "rule"))
def test_case_rule_finds_its_example(rule: dict[str, Any]) -> None:
    assert rule["name"] in {hit.value.name for hit in case_triggers().find(fold(rule["example"]))}
    assert find_case_state(text_of(rule["example"]), VIOLATION).value == rule["state"]


@pytest.mark.parametrize("group", rows("groups", "group"))
def test_group_is_found_in_its_example(group: dict[str, Any]) -> None:
    assert group["name"] in find_groups(text_of(group["example"])).value


def test_groups_that_only_seem_to_be_named() -> None:
    rules = table("groups")
    assert find_groups(text_of(rules["masked"]["example"])).value == ()
    assert find_groups(text_of(rules["aside"]["example"])).value == ()
    assert find_groups(text_of(rules["implied"]["example"])).value == ("ASN",)


@pytest.mark.parametrize("law", [*rows("laws", "kind"), *rows("laws", "named")])
def test_law_is_found_in_its_example(law: dict[str, Any]) -> None:
    printed, short = law["example"]
    assert find_laws(text_of(f"Ia merujuk {printed} saat berbicara.")).value == (short,)


@pytest.mark.parametrize(
    ("printed", "laws"),
    [
        ("UU ASN Nomor 20 Tahun 2023 dan UU ASN itu", ("UU 20/2023",)),
        ("UU Nomor 5 Tahun 2014 tentang ASN. Menurut UU ASN, pegawai netral.", ("UU 5/2014",)),
        ("UU Nomor 1 Tahun 2015 dan Nomor 10 Tahun 2016", ("UU 1/2015", "UU 10/2016")),
        ("ketentuan PP 53 yang lama", ("PP 53",)),
        ("Pasal 71 Ayat 1 dan temuan nomor 04/TM/PB/Kab.19.03/IX/2020", ()),
        ("SE Nomor SS-0035/K.BAWASLU/PM.00.00/1/2020 dan 5 pp lain", ("SE SS-0035/K.BAWASLU/PM.00.00/1/2020",)),
        (table("laws")["outlet"]["example"][0], ()),
    ],
)
def test_laws_as_cited(printed: str, laws: tuple[str, ...]) -> None:
    assert find_laws(text_of(printed)).value == laws


@pytest.mark.parametrize("words", rows("elections", "words"))
def test_election_is_found_in_its_example(words: dict[str, Any]) -> None:
    printed, name = words["example"]
    assert find_election(text_of(printed)).value == (name or None)


@pytest.mark.parametrize(
    ("published", "body", "name"),
    [
        ("2024-09-01", "Camat diingatkan soal pilkada.", "Pilkada 2024"),
        ("2021-11-15", "Sanksi itu buntut pilkada, kata bupati.", "Pilkada 2020"),
        ("2023-03-11", "ASN diminta menjauhi politik praktis.", None),
        (None, "Oknum camat mendukung calon bupati.", None),
        ("2024-08-27", "Pada Pilkada 2020 tercatat 12 kasus. Jumlah itu ditekan pada Pilkada 2024.", "Pilkada 2024"),
        ("2019-02-18", "Pilihan calon presiden disalurkan di bilik suara.", "Pemilu 2019"),
    ],
)
def test_election_by_time(published: str | None, body: str, name: str | None) -> None:
    assert find_election(text_of(body, published=published)).value == name


def test_no_case_without_a_violation() -> None:
    assert find_case_state(text_of("Camat itu dijatuhi sanksi."), EventType.IMBAUAN).value is None


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("Camat diduga ikut kampanye. Kalau terbukti, ia akan dijatuhi sanksi.", "dilaporkan"),
        ("Camat itu belum dijatuhi hukuman, tetapi sudah diklarifikasi.", "diperiksa"),
        ("Satu laporan tidak terbukti, dua camat lain dicopot.", "disanksi"),
        ("Camat hadir di lapangan.", "dilaporkan"),
        ("Dua camat direkomendasikan menerima sanksi dan dijatuhi hukuman disiplin.", "terbukti"),
    ],
)
def test_case_state_leaves_out_what_did_not_happen(body: str, state: str) -> None:
    assert find_case_state(text_of(body), VIOLATION).value == state


ANY_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "UU",
            "Nomor",
            "10",
            "Tahun",
            "2016",
            "ASN",
            "netral",
            '"',
            "“",
            "\n",
            ".",
            ",",
            "(",
            "İ",
            "Pilkada",
            "2024",
            "diduga",
            "tidak",
            "terbukti",
            "SE",
            "No",
            "/",
            "SKB",
            "dan",
        ]
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_gets_an_answer(headline: str, body: str) -> None:
    text = text_of(body, headline)
    kind = find_type(text).value
    find_laws(text), find_election(text), find_groups(text), find_case_state(text, kind)
    assert 0 <= judge(text).score <= 1


@pytest.mark.parametrize(
    "unit", ["ASN netral. ", "UU Nomor ", "“UU No. 5 ", 'deklarasi "', "x" * 50, "(1/1/2024) pilkada\n"]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = text_of(unit * (400_000 // len(unit)))
    started = time.process_time()
    kind = find_type(text).value
    find_laws(text), find_election(text), find_groups(text), find_case_state(text, kind)
    assert time.process_time() - started < 3


STORIES = tomllib.loads((Path(__file__).parents[1] / "judge" / "cases" / "stories.toml").read_text(encoding="utf-8"))
TYPED = [story for story in STORIES["case"] if "type" in story]


@pytest.mark.parametrize("story", TYPED, ids=lambda story: str(story["name"]))
def test_type_of_stories_in_other_words(story: dict[str, Any]) -> None:
    assert find_type(text_of(story["body"], story["headline"])).value == story["type"]


def test_masked_words_say_nothing_of_the_event() -> None:
    table_ = table("event_types")["masked"]
    assert list(type_table().masked.find(fold(table_["example"])))
    assert find_type(text_of("ASN itu menghadiri sosialisasi bakal calon.")).value != EventType.SOSIALISASI


def test_words_inside_a_gap_are_read() -> None:
    assert is_unreal("asn dilarang ikut kampanye", 0, (3, 26))
    assert not is_unreal("asn terlihat ikut kampanye", 0, (3, 26))


def test_spans() -> None:
    spans = Spans([(2, 10), (4, 6), (20, 21)])
    assert [spans.cover(at) for at in (1, 2, 7, 9, 10, 20, 21)] == [False, True, True, True, False, True, False]
