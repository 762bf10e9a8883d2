"""CONTRIBUTING's new outlet: under ten lines and no code, and it is crawled."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.sources import TABLE, load_sources
from tests.crawler.invented import page, warc
from tests.running import run_module

ROOT = Path(__file__).parents[4]
ARTICLES = ("/2024/10/02/asn-ngada-diminta-netral/", "/2024/09/20/ikrar-asn-netral-golewa/")


@pytest.fixture(scope="module")
def block() -> str:
    """The TOML block under "A new outlet"."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## A new outlet", 1)[1].split("\n## ", 1)[0]
    found = re.search(r"```toml\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


def test_it_is_under_ten_lines(block: str) -> None:
    assert 0 < len(block.splitlines()) < 10


def test_it_crawls_when_it_is_added_to_the_table(block: str, tmp_path: Path) -> None:
    topic = TABLE.read_text(encoding="utf-8").split("[[source]]")[0]
    (tmp_path / "sources.toml").write_text(f"{topic}\n{block}", encoding="utf-8")
    (source,) = load_sources(tmp_path / "sources.toml")
    home, (first, *_) = f"https://{source.hosts[0]}", source.discovery
    posts = json.dumps([{"link": home + path, "title": {"rendered": "ASN Netral"}} for path in ARTICLES])
    asked = [first.url.replace("{word}", word.replace(" ", "+")) for word in source.words]
    answers = [(f"{home}/robots.txt", 200, "text/plain", "User-agent: *\nAllow: /\n")]
    answers += [(url, 200, "application/json", posts) for url in dict.fromkeys(asked)]
    answers += [(home + path, 200, "text/html; charset=utf-8", page("ASN Ngada Diminta Netral")) for path in ARTICLES]
    archive = warc(tmp_path / "warc", answers)
    words = (tmp_path / "sources.toml", archive, tmp_path)
    crawled = run_module("tests.crawler.fetch.onramp.rehearsal", *words)
    assert crawled.returncode == 0, crawled.stderr
    assert json.loads(crawled.stdout) == {source.name: {"found": 2, "fetched": 2, "stored": 2}}


def test_the_table_also_stands_beside_the_others(block: str, tmp_path: Path) -> None:
    """Appended to the project's own table, as the text says, it changes nothing for the rest."""
    (tmp_path / "sources.toml").write_text(f"{TABLE.read_text(encoding='utf-8')}\n{block}", encoding="utf-8")
    own, added = load_sources().by_name, load_sources(tmp_path / "sources.toml").by_name
    (name,) = set(added) - set(own)
    assert {known: added[known] for known in own} == own
    assert str(added[name].status) == "unverified"
