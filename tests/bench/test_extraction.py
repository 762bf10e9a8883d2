"""The benchmark measures what it says: whole articles of the asked length, through the command's own door."""

from __future__ import annotations

import json

import pytest

from tests.bench import extraction
from tests.bench.extraction import Speed, extract_lines, made_articles


def test_articles_have_the_asked_number_of_words() -> None:
    articles = [json.loads(line) for line in made_articles(200, 400)]
    assert {len(article["text"].split()) for article in articles} == {400}
    assert len({article["text"] for article in articles}) == 200
    assert made_articles(5, 50) == made_articles(5, 50)


def test_a_line_that_is_no_article_is_not_measured(capsys: pytest.CaptureFixture[str]) -> None:
    extract_lines(["{}"])
    assert "not an article" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("speed", "status"), [(Speed(900, 800, 0.3, 90), 0), (Speed(399, 390, 0.3, 90), 1), (Speed(900, 800, 0.6, 90), 1)]
)
def test_what_is_missed_fails(monkeypatch: pytest.MonkeyPatch, speed: Speed, status: int) -> None:
    monkeypatch.setattr(extraction, "measure_speed", lambda: speed)
    assert extraction.main() == status
