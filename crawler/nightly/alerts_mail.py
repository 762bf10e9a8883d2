"""Alerts by e-mail, as a Spidermon action.

Spidermon's own needs premailer for HTML, and Scrapy's mail sender, which is deprecated (2.19) and needs a running
reactor (spidermon 1.27): after a night there is none. A plain text over smtplib needs neither.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime

from spidermon.core.actions import Action  # type: ignore[import-untyped]

from crawler.nightly.alerts_chat import Unsent

PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "off": 25}
"""How a connection is made safe, with the usual port of each."""

_TIMEOUT = 20.0  # seconds


@dataclass(frozen=True)
class Server:
    """A mail server; `safety` is one of PORTS."""

    host: str
    port: int
    safety: str
    user: str | None = None
    password: str | None = None


class MailAlert(Action):  # type: ignore[misc]
    """Sends the alert as plain text."""

    def __init__(self, server: Server, sender: str, recipients: list[str]) -> None:
        super().__init__()
        self._server, self._sender, self._recipients = server, sender, recipients

    @property
    def name(self) -> str:
        return "mail"

    def run_action(self) -> None:
        try:
            with _connection(self._server) as smtp:
                if self._server.safety == "starttls":
                    smtp.starttls(context=ssl.create_default_context())
                if self._server.user and self._server.password:
                    smtp.login(self._server.user, self._server.password)
                refused = smtp.send_message(self._message())
        except (OSError, smtplib.SMTPException, MessageError, ValueError) as error:
            raise Unsent(" ".join(str(error).split()) or type(error).__name__) from None
        if refused:
            raise Unsent(f"refused for {', '.join(refused)}")

    def _message(self) -> EmailMessage:
        told = self.data.alert
        message = EmailMessage()
        message["Subject"] = told.subject
        message["From"] = self._sender
        message["To"] = ", ".join(self._recipients)
        message["Date"] = format_datetime(datetime.fromisoformat(told.on))
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's out-of-office answers it
        message["X-Kabar-Netral-Severity"] = told.severity
        message.set_content(told.body)
        return message


def _connection(server: Server) -> AbstractContextManager[smtplib.SMTP]:
    if server.safety == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
