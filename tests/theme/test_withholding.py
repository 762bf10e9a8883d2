"""The policy on names, rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.record import EventType, Official, Review
from tests.theme.samples import ALLEGED, DECLARATION
from theme.plugins.withholding import Veil, is_cleared, name_words, names_nobody_else, veil_over, withheld_officials

VEIL = Veil((name_words("Bonifasius Rahasia Ba'i"),), True)


@pytest.mark.parametrize(
    "text",
    ["Bonifasius hadir.", "kata BONIFASIUS", "Pak Rahasia-nya", "keluarga Bai", "Boni̇fasius".replace("i̇", "i")],
)
def test_any_word_of_a_name_hides_a_sentence(text: str) -> None:
    assert VEIL.hides(text)


@pytest.mark.parametrize("text", ["Camat itu diperiksa.", "merahasiakan identitas", "b. r. hadir"])
def test_other_words_do_not(text: str) -> None:
    assert not VEIL.hides(text)


@pytest.mark.parametrize(
    "url",
    ["https://x.example/camat-bonifasius", "https://x.example/BonifasiusDiperiksa", "https://x.example/%62onifasius"],
)
def test_addresses_are_searched_inside_words_and_escapes(url: str) -> None:
    assert VEIL.hides_address(url)
    assert not VEIL.hides_address("https://x.example/2024/10/berita-123")


SENTENCES = [
    ("Laporan itu diterima Bawaslu Kabupaten Alor.", True),
    ("Menurut Bawaslu, Yos Terlewat juga hadir.", False),
    ("Yos dilaporkan ke Bawaslu.", False),
    ("hal itu disampaikan pada Kamis (3/10/2024)", True),
    ("Klara Bicaraan mengatakan laporan itu sedang diperiksa.", True),
]


@pytest.mark.parametrize(("sentence", "harmless"), SENTENCES)
def test_a_capitalised_word_must_be_known(sentence: str, harmless: bool) -> None:
    assert names_nobody_else(sentence, ["Kabupaten Alor", "Klara Bicaraan"]) is harmless


@pytest.mark.parametrize(
    ("review", "cleared"),
    [
        (None, False),
        (Review("redaksi"), True),
        (Review("redaksi", None, ("officials",)), True),
        (Review("redaksi", None, ("event.venue", "kabupaten")), False),
    ],
)
def test_only_a_review_of_people_clears(review: Review | None, cleared: bool) -> None:
    assert is_cleared(replace(ALLEGED, reviewed=review)) is cleared


def test_who_is_withheld() -> None:
    assert [o.name for o in withheld_officials(ALLEGED)] == ["Bonifasius Rahasia", "Yudit Tersembunyi"]
    assert withheld_officials(DECLARATION) == ()


def test_a_speaker_who_may_be_the_subject_is_withheld() -> None:
    both = (Official("Bonifasius Rahasia", (), subject=True), Official("Bonifasius", (), speaker=True))
    assert len(withheld_officials(replace(ALLEGED, officials=both))) == 2


@pytest.mark.parametrize("kind", list(EventType))
def test_an_unreviewed_subject_is_withheld_in_every_type(kind: EventType) -> None:
    record = replace(ALLEGED, event=replace(ALLEGED.event, type=kind))
    assert veil_over([record]).covers("Bonifasius Rahasia")
    assert veil_over([record]).strict is kind.is_violation
