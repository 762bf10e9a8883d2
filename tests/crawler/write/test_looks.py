"""What a later look at an article finds: changed, as it was, gone, back, irrelevant, or an older capture."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.fetch.memory import Seen, Verdict, open_memory
from crawler.items import Article
from crawler.record import Record, Relevance, Review, Status, dump, load
from crawler.write.desk import Desk, default_assemble
from crawler.write.merging import is_gone
from crawler.write.store import Outcome, Store
from tests.crawler.invented import BODY, record

URL = "https://voxntt.com/2024/10/02/asn-ngada-diminta-netral/128001"
MOVED = "https://voxntt.com/2024/10/02/asn-di-ngada-diminta-tetap-netral/128001"
FIRST = datetime.fromisoformat("2024-10-02T11:00:00+08:00")
DAY = timedelta(days=1)
OTHER_WORDS = (*BODY[:3], "Kegiatan itu ditutup menjelang sore, kata panitia kepada wartawan di halaman kantor camat.")
OFF_TOPIC = (
    "Wasit asal Bajawa memimpin laga pembuka turnamen sepak bola antarkampung di lapangan Golewa pada Rabu sore itu.",
    "Panitia menyiapkan dua belas tim dan hadiah berupa ternak, beras, dan piala bergilir untuk juara pertama nanti.",
    "Pertandingan berlangsung sepekan penuh dan ditonton warga dari beberapa desa di sekitar lapangan Golewa itu.",
)


def article(body: tuple[str, ...] = BODY, url: str = URL, headline: str = "ASN Ngada Diminta Netral") -> Article:
    return Article(url, url, "voxntt", headline, body, FIRST, reader="wordpress")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "content"), open_memory(tmp_path / "var", {}), default_assemble())


def kept(desk: Desk) -> Record:
    (path,) = desk.store.content.rglob("*.md")
    return load(path.read_text(encoding="utf-8"))


def changed(desk: Desk) -> list[tuple[str, ...]]:
    return [revision.changed for revision in kept(desk).revisions]


def test_the_same_text_is_no_revision(desk: Desk) -> None:
    assert desk.take(article(), FIRST) == "stored"
    assert desk.take(article(), FIRST + DAY) == "unchanged"
    assert kept(desk).revisions == ()
    assert kept(desk).retrieved == FIRST


def test_another_text_with_the_same_facts_is_a_revision(desk: Desk) -> None:
    desk.take(article(), FIRST)
    assert desk.take(article(OTHER_WORDS), FIRST + DAY) == "updated"
    assert "text" in changed(desk)[0]
    assert kept(desk).revisions[0].on == FIRST + DAY
    assert desk.take(article(OTHER_WORDS), FIRST + 2 * DAY) == "unchanged"


def test_another_headline_is_a_revision_that_says_so(desk: Desk) -> None:
    desk.take(article(), FIRST)
    desk.take(article(headline="ASN Ngada Diminta Tetap Netral"), FIRST + DAY)
    assert {"text", "headline"} <= set(changed(desk)[0])


def test_a_new_slug_under_the_same_number_is_the_same_record(desk: Desk) -> None:
    desk.take(article(), FIRST)
    desk.store = Store(desk.store.content)  # another night: the store reads its addresses from the files
    assert desk.take(article(url=MOVED), FIRST + DAY) == "unchanged"
    assert kept(desk).url == URL


def test_an_older_capture_changes_nothing(desk: Desk) -> None:
    desk.take(article(OTHER_WORDS), FIRST + DAY)
    before = kept(desk)
    assert desk.take(article(), FIRST) == "unchanged"
    assert kept(desk) == before
    seen = desk.memory.recall(URL)
    assert seen
    assert seen.on == FIRST + DAY


def test_both_captures_again_change_nothing(desk: Desk) -> None:
    for _ in range(2):
        desk.take(article(), FIRST)
        desk.take(article(OTHER_WORDS), FIRST + DAY)
        once = kept(desk)
    assert kept(desk) == once
    assert len(once.revisions) == 1


def test_what_our_own_rules_read_otherwise_is_no_revision(desk: Desk) -> None:
    desk.take(article(), FIRST)
    old_rules = replace(kept(desk), kabupaten=("Kabupaten Sikka",), laws=(), summary="Lama.")
    path = desk.store.path_of(old_rules.id)
    assert path
    desk.store.put(old_rules)
    assert kept(desk).kabupaten == ("Kabupaten Sikka",)
    assert desk.take(article(), FIRST) == "updated"
    assert kept(desk).kabupaten == ("Kabupaten Ngada",)
    assert kept(desk).revisions == ()


def test_a_vanished_article_is_marked_once_and_comes_back(desk: Desk) -> None:
    desk.take(article(), FIRST)
    for days in (1, 2):
        assert desk.take_away(URL + "?utm_source=x", FIRST + days * DAY)
    assert changed(desk) == [("gone",)]
    assert kept(desk).revisions[0].on == FIRST + DAY
    assert is_gone(kept(desk))
    desk.take(article(), FIRST + 3 * DAY)
    assert changed(desk) == [("gone",), ("back",)]
    assert not is_gone(kept(desk))
    assert not desk.take_away("https://voxntt.com/2024/10/02/lain-sama-sekali/128002", FIRST)


def test_an_old_404_out_of_an_archive_does_not_mark_what_was_seen_later(desk: Desk) -> None:
    desk.take(article(), FIRST)
    desk.take_away(URL, FIRST - DAY)
    assert kept(desk).revisions == ()


def test_what_becomes_irrelevant_becomes_a_draft(desk: Desk) -> None:
    desk.take(article(), FIRST)
    assert kept(desk).status is Status.PUBLISHED
    desk.take(article(OFF_TOPIC, headline="Wasit Pimpin Laga Pembuka"), FIRST + DAY)
    assert not kept(desk).relevance.relevant
    assert kept(desk).status is Status.DRAFT
    assert "status" in changed(desk)[0]


@pytest.mark.parametrize("fields", [(), ("status",)])
def test_but_not_where_a_person_has_looked(desk: Desk, fields: tuple[str, ...]) -> None:
    desk.take(article(), FIRST)
    path = desk.store.path_of(kept(desk).id)
    assert path
    path.write_text(dump(replace(kept(desk), reviewed=Review("Kurator", fields=fields))), encoding="utf-8")
    desk.take(article(OFF_TOPIC, headline="Wasit Pimpin Laga Pembuka"), FIRST + DAY)
    assert kept(desk).status is Status.PUBLISHED


def test_an_irrelevant_article_is_remembered_and_not_kept(desk: Desk) -> None:
    assert desk.take(article(OFF_TOPIC, headline="Wasit Pimpin Laga Pembuka"), FIRST) == "irrelevant"
    seen = desk.memory.recall(MOVED)
    assert seen
    assert (seen.verdict, list(desk.store.content.rglob("*.md"))) == (Verdict.IRRELEVANT, [])


def test_a_reviewed_record_is_marked_gone_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record(reviewed=Review("Kurator"), relevance=Relevance(1.0)))
    assert store.mark_gone(record().id, FIRST + 9 * DAY) is Outcome.UPDATED
    (found,) = store.load_all().records.values()
    assert found.revisions[0].changed == ("gone",)
    assert found.headline == record().headline


def test_memory_without_a_hash_tells_nothing_of_the_text(desk: Desk) -> None:
    desk.take(article(), FIRST)
    desk.memory.remember(URL, "voxntt", Seen(Verdict.STORED, FIRST))
    assert desk.take(article(OTHER_WORDS[:3]), FIRST + DAY) in ("unchanged", "updated")
    assert all("text" not in names for names in changed(desk))
