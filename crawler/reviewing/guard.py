"""Who may use the desk's page: this machine, with the printed address, from the desk's own forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest

COOKIE = "kabar_netral_meja"

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),  # no-referrer would make a form's Origin "null"
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
"""On every answer: no script at all, nothing from elsewhere, in no frame, kept nowhere."""


@dataclass(frozen=True)
class Asked:
    """One request; of a field given twice the last counts."""

    method: str
    path: str
    host: str
    origin: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """Three secrets of one run: `token` in the printed address, `session` in the cookie that it is changed for, `csrf`
    in every form. Compared in constant time."""

    port: int
    token: str
    session: str
    csrf: str

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def knows_host(self, asked: Asked) -> bool:
        """Whether a request names this machine: a foreign name that resolves to it (DNS rebinding) does not."""
        return asked.host in self._hosts

    def lets_in(self, asked: Asked) -> bool:
        """Whether a request brings the token of the printed address."""
        return _same(asked.query.get("token", ""), self.token)

    def is_in(self, asked: Asked) -> bool:
        """Whether a request comes from a browser that was let in."""
        return _same(asked.cookies.get(COOKIE, ""), self.session)

    def is_own_form(self, asked: Asked) -> bool:
        """Whether a POST comes from one of the desk's own forms."""
        own = asked.origin is None or asked.origin in {f"http://{host}" for host in self._hosts}
        return own and _same(asked.form.get("csrf", ""), self.csrf)

    @property
    def cookie(self) -> str:
        """The header's value: not readable by scripts, not sent from other sites, gone with the browser."""
        return f"{COOKIE}={self.session}; Path=/; HttpOnly; SameSite=Strict"

    @property
    def _hosts(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})


def _same(given: str, secret: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), secret.encode())
