"""Alerts: what is sent, by which channel, when nothing is; and that no secret is in any line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.nightly.alerts import alert
from crawler.nightly.report import Ending, Report
from tests.crawler.nightly.houses import Chat, Post, certificate, chat_service, mail_server

ROOT = Path(__file__).parents[3]
TOKEN = "123456:RAHASIA-sekali/ini"
PASSWORD = "kata sandi & rahasia"


def report(ending: Ending = Ending.WARNINGS, **changes: Any) -> Report:
    """A night in which two of three sources fail; one says why in words that look like a template and markup."""
    sources = [
        {"source": "voxntt", "failing": True, "why": "robots.txt unreachable: {{ 7 * 7 }} <!channel> *tebal"},
        {"source": "ekorantt", "failing": True, "why": "found 1, usually 20"},
        {"source": "florespos", "failing": False, "why": None},
    ]
    told = Report("2026-11-22", "2026-11-22T02:00:00+08:00", "2026-11-22T03:10:00+08:00", ending=ending)
    told.sources, told.release, told.published = sources, "2026-11-21T190000Z", ending is not Ending.NOT_PUBLISHED
    told.waiting = [{"id": "1f0c9a2b77de", "day": None, "type": "dugaan_pelanggaran", "why": "draft"}]
    for name, value in changes.items():
        setattr(told, name, value)
    return told


@pytest.fixture
def chat() -> Iterator[Chat]:
    with chat_service() as service:
        yield service


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


def telegram(chat: Chat) -> dict[str, str]:
    names = {"TOKEN": TOKEN, "CHATS": "-100123, 42", "API": chat.address}
    return {f"KABAR_NETRAL_TELEGRAM_{name}": value for name, value in names.items()}


def slack(chat: Chat) -> dict[str, str]:
    names = {"TOKEN": TOKEN, "CHANNELS": "#jaga", "API": f"{chat.address}/api/"}
    return {f"KABAR_NETRAL_SLACK_{name}": value for name, value in names.items()}


def mail(post: Post, **more: str) -> dict[str, str]:
    names = {"SMTP_HOST": "localhost", "SMTP_PORT": str(post.port), "SMTP_TLS": "off"} | more
    people = {"MAIL_FROM": "kabar@contoh.example", "MAIL_TO": "satu@contoh.example,dua@contoh.example"}
    return {f"KABAR_NETRAL_{name}": value for name, value in (names | people).items()}


def test_silent_where_nothing_is_set(tmp_path: Path) -> None:
    assert alert(report(), tmp_path, {}) == []
    assert not list(tmp_path.iterdir())


def test_telegram_gets_the_night(chat: Chat, tmp_path: Path) -> None:
    assert alert(report(), tmp_path, telegram(chat) | {"KABAR_NETRAL_ALERT_LINK": "https://contoh.example/r/"}) == []
    assert [path for path, _, _ in chat.asked] == [f"/bot{TOKEN}/sendMessage"] * 2
    assert [told["chat_id"] for _, _, told in chat.asked] == ["-100123", "42"]
    text = chat.asked[0][2]["text"]
    assert "parse_mode" not in chat.asked[0][2]
    for part in (
        "Night of 2026-11-22: warning",
        "Failing sources: 2 of 3",
        "- voxntt: robots.txt unreachable: {{ 7 * 7 }} <!channel> *tebal",
        "Waiting for a person: 1 records",
        "https://contoh.example/r/2026-11-22.md",
    ):
        assert part in text


def test_slack_gets_the_night_and_calls_nobody(chat: Chat, tmp_path: Path) -> None:
    assert alert(report(), tmp_path, slack(chat)) == []
    ((path, headers, told),) = chat.asked
    assert (path, headers["Authorization"], told["channel"]) == ("/api/chat.postMessage", f"Bearer {TOKEN}", "#jaga")
    assert "{{ 7 * 7 }} &lt;!channel&gt;" in told["text"]


def test_mail_gets_the_night(post: Post, tmp_path: Path) -> None:
    assert alert(report(Ending.NOT_PUBLISHED), tmp_path, mail(post)) == []
    (message,) = post.messages
    assert message["Subject"] == "Kabar Netral 2026-11-22: not published"
    assert message["To"] == "satu@contoh.example, dua@contoh.example"
    assert message["Date"] == "Sun, 22 Nov 2026 03:10:00 +0800"
    assert message["X-Kabar-Netral-Severity"] == "error"
    assert "- voxntt: robots.txt unreachable" in message.get_content()


def test_mail_logs_in_over_a_safe_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    with mail_server(pem) as post:
        settings = mail(post, SMTP_TLS="starttls", SMTP_USER="kabar", SMTP_PASSWORD=PASSWORD)
        (fault,) = alert(report(), tmp_path, settings)
        assert "CERTIFICATE_VERIFY_FAILED" in fault
        assert not post.logins
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert alert(report(), tmp_path, settings) == []
    assert post.logins == [("kabar", PASSWORD)]
    assert len(post.messages) == 1


def test_one_message_a_night_unless_it_became_graver(chat: Chat, tmp_path: Path) -> None:
    settings = slack(chat)
    endings = [Ending.WARNINGS, Ending.WARNINGS, Ending.NOT_PUBLISHED, Ending.WARNINGS, Ending.NOT_HANDED_ON]
    counts = []
    for ending in endings:
        assert alert(report(ending), tmp_path, settings) == []
        counts.append(len(chat.asked))
    assert counts == [1, 1, 2, 2, 2]
    alert(report(night="2026-11-23"), tmp_path, settings)
    assert len(chat.asked) == 3


@pytest.mark.parametrize(
    ("least", "ending", "sent"),
    [
        ("", Ending.WELL, 0),
        ("", Ending.WARNINGS, 1),
        ("ok", Ending.WELL, 1),
        ("error", Ending.WARNINGS, 0),
        ("error", Ending.NOTHING_CRAWLED, 1),
    ],
)
def test_the_least_severity(chat: Chat, tmp_path: Path, least: str, ending: Ending, sent: int) -> None:
    assert alert(report(ending), tmp_path, slack(chat) | {"KABAR_NETRAL_ALERT_FROM": least}) == []
    assert len(chat.asked) == sent


ANSWERS: list[tuple[int, bytes, str]] = [
    (401, b'{"ok": false, "description": "Unauthorized"}', "401"),
    (200, b'{"ok": false, "error": "channel_not_found", "description": "channel_not_found"}', "channel_not_found"),
    (200, b"<html>a portal</html>", "Expecting value"),
    (200, b"[]", "[]"),
    (302, b"", "302"),
    (500, b"", "500"),
]


@pytest.mark.parametrize(("status", "answer", "told"), ANSWERS)
def test_a_refusal_is_one_line_and_the_next_run_tries_again(
    chat: Chat, tmp_path: Path, status: int, answer: bytes, told: str
) -> None:
    chat.status, chat.answer, chat.location = status, answer, f"{chat.address}/elsewhere" if status == 302 else None
    settings = telegram(chat) | slack(chat)
    faults = alert(report(), tmp_path, settings)
    assert [fault.split(":")[0] for fault in faults] == ["alert by telegram", "alert by slack"]
    assert all(told in fault and "\n" not in fault for fault in faults)
    assert len(chat.asked) == 3  # both chats and the channel; a redirect is not followed
    chat.status, chat.answer, chat.location = 200, b'{"ok": true}', None
    assert alert(report(), tmp_path, settings) == []
    assert len(chat.asked) == 6


def test_one_channel_that_fails_keeps_the_others_not(chat: Chat, post: Post, tmp_path: Path) -> None:
    post.refuses = True
    (fault,) = alert(report(), tmp_path, mail(post) | slack(chat))
    assert "nobody here" in fault
    assert len(chat.asked) == 1


def test_no_secret_is_in_any_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nobody answers at these addresses, which an error's words would repeat."""
    nowhere = "http://127.0.0.1:9"
    settings = {
        "KABAR_NETRAL_TELEGRAM_TOKEN": TOKEN,
        "KABAR_NETRAL_TELEGRAM_CHATS": "1",
        "KABAR_NETRAL_TELEGRAM_API": nowhere,
        "KABAR_NETRAL_SLACK_TOKEN": f"{TOKEN}\nX-Other: 1",
        "KABAR_NETRAL_SLACK_CHANNELS": "#a",
        "KABAR_NETRAL_SLACK_API": nowhere,
    }
    faults = alert(report(), tmp_path, settings)
    assert len(faults) == 2
    out = "".join(faults) + "".join(capfd.readouterr())
    assert "RAHASIA" not in out
    assert "sekali" not in out


BAD = [
    ({"TELEGRAM_TOKEN": TOKEN}, "KABAR_NETRAL_TELEGRAM_CHATS is not set"),
    ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_CHATS": " , "}, "KABAR_NETRAL_TELEGRAM_CHATS is empty"),
    ({"SLACK_TOKEN": TOKEN, "SLACK_CHANNELS": "#a", "SLACK_API": "file:///etc/passwd"}, "KABAR_NETRAL_SLACK_API is no"),
    ({"SMTP_HOST": "localhost", "MAIL_FROM": "a@contoh.example"}, "KABAR_NETRAL_MAIL_TO is not set"),
    ({"SMTP_HOST": "localhost", "SMTP_PORT": "0"}, "SMTP_PORT is no port"),
    ({"SMTP_HOST": "localhost", "SMTP_TLS": "ya"}, "SMTP_TLS is none of"),
    ({"SMTP_HOST": "localhost", "SMTP_USER": "a"}, "go together"),
    ({"SMTP_HOST": "h", "SMTP_TLS": "off", "SMTP_USER": "a", "SMTP_PASSWORD": PASSWORD}, "in the clear"),
    ({"SMTP_HOST": "h", "MAIL_TO": "a@contoh.example", "MAIL_FROM": "a\nBcc: b@c"}, "control character"),
]


@pytest.mark.parametrize(("values", "told"), BAD)
def test_what_is_set_up_wrongly_is_named(tmp_path: Path, values: dict[str, str], told: str) -> None:
    (fault,) = alert(report(), tmp_path, {f"KABAR_NETRAL_{name}": value for name, value in values.items()})
    assert told in fault
    assert TOKEN not in fault
    assert PASSWORD not in fault


KILLED = {"MONITOR_SERVICE_RESULT": "oom-kill", "MONITOR_EXIT_CODE": "killed", "MONITOR_EXIT_STATUS": "KILL"}
LOCKED = {"MONITOR_SERVICE_RESULT": "exit-code", "MONITOR_EXIT_CODE": "exited", "MONITOR_EXIT_STATUS": "5"}


@pytest.mark.parametrize(
    ("told", "files", "sent"),
    [
        (KILLED, [], 1),
        (KILLED, ["reports/latest.json", "nightly/lock"], 1),  # the report is of the night before
        (KILLED, ["nightly/lock", "reports/latest.json"], 0),
        (LOCKED, [], 0),
        ({}, ["nightly/lock"], 1),
    ],
)
def test_a_night_without_a_report_is_told_of(
    chat: Chat, tmp_path: Path, told: dict[str, str], files: list[str], sent: int
) -> None:
    for moment, name in enumerate(files):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (moment, moment))
    place = {"PATH": "/usr/bin:/bin", "MONITOR_UNIT": "kabar-netral.service"} | told | slack(chat)
    command = [sys.executable, "-m", "crawler.nightly.alerts_failure", "--var", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(chat.asked) == sent
    if sent:
        assert "kabar-netral.service" in json.dumps(chat.asked[0][2])
