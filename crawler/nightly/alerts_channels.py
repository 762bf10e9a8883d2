"""The channels that the environment sets up. A secret stands in the environment only, in no line that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from spidermon.core.actions import Action  # type: ignore[import-untyped]

from crawler.nightly.alerts_chat import SlackAlert, TelegramAlert
from crawler.nightly.alerts_mail import PORTS, MailAlert, Server

TELEGRAM, SLACK = "https://api.telegram.org", "https://slack.com/api"

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "mail": ("SMTP_HOST", "MAIL_TO", "MAIL_FROM", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_PASSWORD"),
    "telegram": ("TELEGRAM_TOKEN", "TELEGRAM_CHATS", "TELEGRAM_API"),
    "slack": ("SLACK_TOKEN", "SLACK_CHANNELS", "SLACK_API"),
}
"""The variables of each channel, without KABAR_NETRAL_; a channel is off while its first is not set."""

_SECRETS = ("SMTP_PASSWORD", "TELEGRAM_TOKEN", "SLACK_TOKEN")
_PREFIX = "KABAR_NETRAL_"


class BrokenChannel(ValueError):
    """A channel that is set up wrongly; the message is one line that names the variable."""


@dataclass
class Channels:
    """Spidermon actions, and what must not be in any line about them."""

    actions: list[Action] = field(default_factory=list)
    secrets: tuple[str, ...] = ()

    def without_secrets(self, line: str) -> str:
        """A line with every secret struck out, in the forms that an address has it in, too."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            for form in (secret, quote(secret), quote(secret, safe="")):
                line = line.replace(form, "***")
        return line


def open_channels(environment: Mapping[str, str]) -> tuple[Channels, list[str]]:
    """The channels that are set up, and a line for each that is not set up rightly."""
    values = {
        name: value
        for names in VARIABLES.values()
        for name in names
        if (value := environment.get(_PREFIX + name, "").strip())
    }
    channels = Channels(secrets=tuple(values[name] for name in _SECRETS if name in values))
    faults = []
    for channel, names in VARIABLES.items():
        if names[0] in values:
            try:
                channels.actions.append(_OPEN[channel](values))
            except BrokenChannel as error:
                faults.append(channels.without_secrets(f"alert by {channel}: {error}"))
    return channels, faults


def _mail(values: Mapping[str, str]) -> Action:
    safety = values.get("SMTP_TLS", "starttls")
    if safety not in PORTS:
        raise BrokenChannel(f"{_PREFIX}SMTP_TLS is none of {', '.join(PORTS)}")
    port = values.get("SMTP_PORT", str(PORTS[safety]))
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BrokenChannel(f"{_PREFIX}SMTP_PORT is no port")
    if ("SMTP_USER" in values) != ("SMTP_PASSWORD" in values):
        raise BrokenChannel(f"{_PREFIX}SMTP_USER and {_PREFIX}SMTP_PASSWORD go together")
    if safety == "off" and "SMTP_USER" in values:
        raise BrokenChannel(f"{_PREFIX}SMTP_TLS is off: a password would travel in the clear")
    user, password = values.get("SMTP_USER"), values.get("SMTP_PASSWORD")
    server = Server(values["SMTP_HOST"], int(port), safety, user, password)
    return MailAlert(server, _one(values, "MAIL_FROM"), _several(values, "MAIL_TO"))


def _telegram(values: Mapping[str, str]) -> Action:
    api = _address(values, "TELEGRAM_API", TELEGRAM)
    return TelegramAlert(api, values["TELEGRAM_TOKEN"], _several(values, "TELEGRAM_CHATS"))


def _slack(values: Mapping[str, str]) -> Action:
    return SlackAlert(_address(values, "SLACK_API", SLACK), values["SLACK_TOKEN"], _several(values, "SLACK_CHANNELS"))


_OPEN: Mapping[str, Callable[[Mapping[str, str]], Action]] = {"mail": _mail, "telegram": _telegram, "slack": _slack}


def _one(values: Mapping[str, str], name: str) -> str:
    if name not in values:
        raise BrokenChannel(f"{_PREFIX}{name} is not set")
    if not values[name].isprintable():
        raise BrokenChannel(f"{_PREFIX}{name} has a control character")
    return values[name]


def _several(values: Mapping[str, str], name: str) -> list[str]:
    """A list that is separated by commas."""
    found = [one.strip() for one in _one(values, name).split(",") if one.strip()]
    if not found:
        raise BrokenChannel(f"{_PREFIX}{name} is empty")
    return found


def _address(values: Mapping[str, str], name: str, usual: str) -> str:
    address = values.get(name, usual).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BrokenChannel(f"{_PREFIX}{name} is no address (https://…)")
    return address
