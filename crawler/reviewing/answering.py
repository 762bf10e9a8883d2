"""What the desk's page answers: a request in, an answer out, without any server."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from crawler.record import Record
from crawler.reviewing.desk import Entry, ReviewDesk
from crawler.reviewing.events import decide
from crawler.reviewing.guard import Asked, Guard
from crawler.reviewing.refusing import Refused
from crawler.reviewing.rendering import STYLE, Message, Renderer
from crawler.reviewing.showing import shown
from crawler.reviewing.texts import text_of
from crawler.reviewing.wording import DONE, REFUSALS
from crawler.write.corrections import FILE as CORRECTIONS
from crawler.write.decisions import APART, TOGETHER
from crawler.write.decisions import FILE as EVENTS
from crawler.write.review import waits

ON_A_PAGE = 50
BESIDE = {"koreksi": CORRECTIONS, "tarik": CORRECTIONS, "pisah": EVENTS, "gabung": EVENTS}
"""Decisions that change a file beside the record's."""
_RECORD = re.compile(r"/catatan/([0-9a-f]{12})(?:/([a-z-]{1,30}))?")
_HTML, _CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"


class Incomplete(ValueError):
    """A form that lacks a field: none of ours."""


@dataclass(frozen=True)
class Answer:
    """One answer; `headers` beside those of the guard."""

    status: int
    body: bytes = b""
    kind: str = _HTML
    headers: tuple[tuple[str, str], ...] = ()


class Office:
    """Answers requests about one desk. Texts come from the var folder, where they are at hand."""

    def __init__(self, desk: ReviewDesk, guard: Guard, var: Path) -> None:
        self._desk, self._guard, self._var = desk, guard, var
        self._renderer = Renderer(guard.csrf, desk.by)

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request; nothing of the records for one that the guard does not let in."""
        if not self._guard.knows_host(asked):
            return self._closed(421)
        if asked.path == f"/{STYLE}":
            return Answer(200, self._renderer.style(), _CSS)
        if asked.method == "GET" and asked.path == "/" and self._guard.lets_in(asked):
            return _to("/", ("Set-Cookie", self._guard.cookie))
        if not self._guard.is_in(asked):
            return self._closed(403)
        if asked.method == "POST":
            return self._post(asked) if self._guard.is_own_form(asked) else self._closed(403)
        return self._get(asked) if asked.method == "GET" else self._closed(405)

    def _get(self, asked: Asked) -> Answer:
        if asked.path == "/":
            return self._waiting(asked.query.get("halaman", "1"))
        if asked.path == "/buka":
            return _to(f"/catatan/{quote(asked.query.get('nomor', '').strip().lower(), safe='')}")
        found = _RECORD.fullmatch(asked.path)
        if found is None or found[2]:
            return self._closed(404)
        done = asked.query.get("hasil", "")
        beside = self._desk.content / BESIDE[done] if done in BESIDE else None
        return self._record(found[1], 200, Message(DONE[done], beside=beside) if done in DONE else None)

    def _post(self, asked: Asked) -> Answer:
        found = _RECORD.fullmatch(asked.path)
        decision = self._decisions().get(found[2] or "") if found else None
        if found is None or decision is None:
            return self._closed(404)
        try:
            done = decision(found[1], asked.form)
        except Incomplete:
            return self._closed(400)
        except Refused as error:
            status = 409 if error.key == "changed" else 422
            return self._record(found[1], status, Message(REFUSALS[error.key], True, str(error)))
        return _to(f"/catatan/{found[1]}?hasil={done}")

    def _decisions(self) -> Mapping[str, Callable[[str, Mapping[str, str]], str]]:
        return {
            "terbitkan": self._accept,
            "ubah": self._set,
            "tahan": self._withhold,
            "tampilkan": self._disclose,
            "tarik": self._hide,
            "pisah": lambda id, form: self._join(APART, id, form),
            "gabung": lambda id, form: self._join(TOGETHER, id, form),
        }

    def _accept(self, id: str, form: Mapping[str, str]) -> str:
        withheld = form.get("nama") == "tahan"
        self._desk.accept(id, withheld=withheld, seen=_given(form, "seen"))
        return "terbitkan-tertahan" if withheld else "terbitkan"

    def _set(self, id: str, form: Mapping[str, str]) -> str:
        name, value = _given(form, "isian"), _given(form, "nilai").strip().replace("\r\n", "\n")
        if not form.get("alasan", "").strip():
            self._desk.set_field(id, name, value, seen=_given(form, "seen"))
            return "ubah"
        self._desk.correct(id, name, value, _given(form, "alasan"), seen=_given(form, "seen"))
        return "koreksi"

    def _withhold(self, id: str, form: Mapping[str, str]) -> str:
        self._desk.withhold(id, form.get("nama", "").strip() or None, seen=_given(form, "seen"))
        return "tahan"

    def _disclose(self, id: str, form: Mapping[str, str]) -> str:
        self._desk.disclose(id, form.get("nama") or None, seen=_given(form, "seen"))
        return "tampilkan"

    def _hide(self, id: str, form: Mapping[str, str]) -> str:
        self._desk.hide(id, form.get("alasan", ""), seen=_given(form, "seen"))
        return "tarik"

    def _join(self, relation: str, id: str, form: Mapping[str, str]) -> str:
        decide(self._desk, relation, id, _given(form, "dengan").strip().lower(), form.get("alasan", ""))
        return "pisah" if relation == APART else "gabung"

    def _waiting(self, wanted: str) -> Answer:
        loaded = self._desk.all()
        rows = [(record, why) for record in loaded.records.values() if (why := waits(record))]
        pages = max(1, -(-len(rows) // ON_A_PAGE))
        page = min(int(wanted), pages) if wanted.isdecimal() and len(wanted) < 7 and int(wanted) else 1
        part = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        return Answer(200, self._renderer.waiting(part, page, pages, len(rows), loaded.warnings))

    def _record(self, id: str, status: int, message: Message | None) -> Answer:
        try:
            entry = self._desk.entry(id)
        except Refused as error:
            told = message or Message(REFUSALS[error.key], True, str(error))
            return Answer(404 if status == 200 else status, self._renderer.refused(told))
        laid = shown(entry.record, text_of(id, self._var))
        return Answer(status, self._renderer.record(entry, laid, waits(entry.record), self._siblings(entry), message))

    def _siblings(self, entry: Entry) -> list[Record]:
        records = self._desk.all().records.values()
        event = entry.record.event.id
        return [one for one in records if one.event.id == event and one.id != entry.record.id]

    def _closed(self, status: int) -> Answer:
        return Answer(status, self._renderer.closed(status))


def _given(form: Mapping[str, str], name: str) -> str:
    if name not in form:
        raise Incomplete(name)
    return form[name]


def _to(address: str, *headers: tuple[str, str]) -> Answer:
    # 303: what is shown next is asked for anew, so that reloading it decides nothing twice.
    return Answer(303, b"", _HTML, (("Location", address), *headers))
