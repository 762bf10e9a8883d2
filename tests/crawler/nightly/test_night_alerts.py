"""A whole night that tells of itself, and one whose channel does not answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.nightly.houses import chat_service
from tests.crawler.nightly.nights import with_samples

TOKEN = "xoxb-rahasia"


def test_a_night_is_told_of_once_and_a_dead_channel_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights = with_samples(tmp_path, settings="[minutes]\nbuild = 0.001\n")
    for name, value in (("TOKEN", TOKEN), ("CHANNELS", "#jaga")):
        monkeypatch.setenv(f"KABAR_NETRAL_SLACK_{name}", value)
    with chat_service() as chat:
        monkeypatch.setenv("KABAR_NETRAL_SLACK_API", chat.address)
        chat.status = 503
        done = nights.run()
        assert done.returncode == 4
        assert "alert by slack: HTTP Error 503" in nights.faults()
        chat.status = 200
        again, third = nights.run(), nights.run()
        assert {again.returncode, third.returncode} == {4}
        assert "alert by slack" not in nights.faults()
    assert len(chat.asked) == 2  # refused, taken; the third run is of the same night and as grave
    assert "not published" in chat.asked[-1][2]["text"]
    assert str(nights.var / "reports") in chat.asked[-1][2]["text"]
    written = [path for path in nights.var.rglob("*") if path.is_file()]
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]
    assert TOKEN not in done.stdout + done.stderr
