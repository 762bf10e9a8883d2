"""Alerts by Telegram and Slack, as Spidermon actions.

Telegram's is Spidermon's own with another way of sending: its own puts the text unescaped into the address, beside the
token, reads it as Markdown and only logs a refusal (spidermon 1.27). Spidermon's Slack action needs slack-sdk and asks
for the list of all users; the one call that is needed is made here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from spidermon.contrib.actions.telegram import SendTelegramMessage  # type: ignore[import-untyped]
from spidermon.contrib.actions.templates import ActionWithTemplates  # type: ignore[import-untyped]

_TIMEOUT = 20.0  # seconds
_LONGEST_ANSWER = 1 << 16  # bytes
_LONGEST_TEXT = 3500  # characters; Telegram takes 4,096
_TEXT = "{{ data.alert.subject }}\n\n{{ data.alert.body }}"
"""What an outlet answered is a value here, never a template."""


class Unsent(RuntimeError):
    """A message that was not taken; the message is one line."""


class TelegramAlert(SendTelegramMessage):  # type: ignore[misc]
    """Sends the alert to chats by sendMessage of the Bot API."""

    def __init__(self, api: str, token: str, chats: list[str]) -> None:
        super().__init__(sender_token=token, recipients=chats, message=_TEXT)
        self._address = f"{api}/bot{token}/sendMessage"

    @property
    def name(self) -> str:
        return "telegram"

    def run_action(self) -> None:
        text = self.get_message()[:_LONGEST_TEXT]
        _post_all(self._address, {}, [{"chat_id": chat, "text": text} for chat in self.recipients], "description")


class SlackAlert(ActionWithTemplates):  # type: ignore[misc]
    """Sends the alert to channels by chat.postMessage of the Web API."""

    def __init__(self, api: str, token: str, channels: list[str]) -> None:
        super().__init__()
        self._address, self._token, self._channels = f"{api}/chat.postMessage", token, channels

    @property
    def name(self) -> str:
        return "slack"

    def run_action(self) -> None:
        text = self.render_text_template(_TEXT)[:_LONGEST_TEXT]
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):  # "<!channel>" calls everybody
            text = text.replace(sign, entity)
        messages = [{"channel": one, "text": text, "mrkdwn": False, "unfurl_links": False} for one in self._channels]
        _post_all(self._address, {"Authorization": f"Bearer {self._token}"}, messages, "error")


class _Staying(HTTPRedirectHandler):
    def redirect_request(self, *told: Any) -> None:
        """None: a redirect would take the token to another house."""
        return


def _post_all(address: str, headers: Mapping[str, str], messages: list[dict[str, Any]], why: str) -> None:
    """Posts every message, also after one was refused. Raises Unsent."""
    faults = []
    for message in messages:
        try:
            _post(address, headers, message, why)
        except Unsent as error:
            faults.append(str(error))
    if faults:
        raise Unsent("; ".join(dict.fromkeys(faults)))


def _post(address: str, headers: Mapping[str, str], message: Mapping[str, Any], why: str) -> None:
    # http or https only: alerts_channels looks at it.
    asked = Request(address, json.dumps(message).encode(), {"Content-Type": "application/json", **headers})
    try:
        with build_opener(_Staying).open(asked, timeout=_TIMEOUT) as answer:
            told = json.loads(answer.read(_LONGEST_ANSWER))
            fine = isinstance(told, dict) and told.get("ok") is True
    except (OSError, HTTPException, ValueError) as error:
        raise Unsent(" ".join(str(error).split()) or type(error).__name__) from None
    if not fine:
        raise Unsent(" ".join(str(told.get(why) if isinstance(told, dict) else told).split()))
