"""A mail server and an HTTP service on loopback that take what alerts send, and can refuse it."""

from __future__ import annotations

import base64
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Post:
    """What came in at the mail server: messages, and user and password where somebody logged in."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    refuses: bool = False
    certificate: Path | None = None


@dataclass
class Chat:
    """What came in at the HTTP service: path, headers, JSON; `answer` is what it says."""

    address: str = ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"ok": true}'
    location: str | None = None


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Post]:
    """A mail server that speaks as much of SMTP as a client needs; with a certificate (PEM) STARTTLS, too."""
    post = Post(certificate=certificate)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            _Talk(self.request, post).go_on()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield post
        finally:
            server.shutdown()


@contextmanager
def chat_service() -> Iterator[Chat]:
    chat = Chat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            chat.asked.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(chat.status)
            if chat.location:
                self.send_header("Location", chat.location)
            self.end_headers()
            self.wfile.write(chat.answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        chat.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield chat
        finally:
            server.shutdown()


def certificate(folder: Path) -> Path:
    """A certificate for localhost and its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


class _Talk:
    def __init__(self, connection: Any, post: Post) -> None:
        self.connection, self.post = connection, post
        self.lines = connection.makefile("rb")

    def say(self, line: str) -> None:
        self.connection.sendall(f"{line}\r\n".encode())

    def go_on(self) -> None:
        self.say("220 localhost")
        while line := self.lines.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                return self.say("221 bye")
            getattr(self, f"do_{word.lower()}", self.do_other)(line)
        return None

    def do_ehlo(self, line: str) -> None:
        is_safe = isinstance(self.connection, ssl.SSLSocket)
        self.say("250-localhost")
        self.say("250 AUTH PLAIN" if is_safe or self.post.certificate is None else "250 STARTTLS")

    def do_starttls(self, line: str) -> None:
        self.say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.post.certificate))
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.lines = self.connection.makefile("rb")

    def do_auth(self, line: str) -> None:
        _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
        self.post.logins.append((user, password))
        self.say("535 no" if self.post.refuses else "235 yes")

    def do_data(self, line: str) -> None:
        self.say("354 go on")
        told = b""
        while (one := self.lines.readline()) not in (b".\r\n", b""):
            told += one
        self.post.messages.append(message_from_bytes(told, policy=policy.default))
        self.say("250 taken")

    def do_rcpt(self, line: str) -> None:
        self.say("550 nobody here" if self.post.refuses else "250 yes")

    def do_other(self, line: str) -> None:
        self.say("250 yes")
