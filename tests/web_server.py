"""A small server on this machine that answers well and badly."""

from __future__ import annotations

import gzip
import http.server
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from web_samples import PAGE

STATEMENT = """<!doctype html><meta charset=utf-8>
<body style="margin:60px;width:1100px;font:30px 'DejaVu Serif',serif;line-height:1.6">
<h1>Statement of the Varenian Health Office</h1><p>Tarvik, 7 May 2031</p>
<p>The Varenian Health Office said that shells hit the market of Tarvik on 6 May 2031. It said that
eleven people were killed and that twenty were wounded.</p>
<p dir=rtl lang=ar>قال مكتب الصحة في فارينيا إن قذائف أصابت سوق تارفيك في 6 مايو 2031.
وأضاف أن أحد عشر شخصا قتلوا.</p>"""
TYPE = ("Content-Type", "text/html; charset=utf-8")


class Handler(http.server.BaseHTTPRequestHandler):
    """Each path is one way to answer."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        path = urlsplit(self.path).path
        getattr(self, "get_" + path.strip("/").split("/")[0], self.get_missing)()

    def answer(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        named = {name for name, _ in headers}
        for name, value in (*headers, TYPE, ("Content-Length", str(len(body)))):
            if name not in named or (name, value) in headers:
                self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def get_page(self) -> None:
        self.answer(PAGE)

    def get_statement(self) -> None:
        self.answer(STATEMENT.encode())

    def get_missing(self) -> None:
        self.answer(b"<html><body><p>Officials said nothing.</p></body></html>", status=404)

    def get_moved(self) -> None:
        self.answer(b"", ("Location", "/hop"), status=301)

    def get_hop(self) -> None:
        self.answer(b"", ("Location", "/page"), ("Set-Cookie", "a=1"), status=302)

    def get_loop(self) -> None:
        self.answer(b"", ("Location", "/loop"), status=302)

    def get_away(self) -> None:
        self.answer(b"", ("Location", "file:///etc/passwd"), status=302)

    def get_to(self) -> None:
        self.answer(b"", ("Location", unquote(self.path.removeprefix("/to/"))), status=302)

    def get_busy(self) -> None:
        first = sum(1 for path, _ in self.server.asked if path == self.path) == 1
        self.answer(PAGE, status=503 if first else 200)

    def get_later(self) -> None:
        first = sum(1 for path, _ in self.server.asked if path == self.path) == 1
        self.answer(PAGE, status=500 if first else 200)

    def get_short(self) -> None:
        self.answer(PAGE, ("Content-Length", str(len(PAGE) + 100)))
        self.close_connection = True

    def get_huge(self) -> None:
        self.send_response(200)
        self.send_header(*TYPE)
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(1 << 16))
        except OSError:
            self.close_connection = True

    def get_drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(200):
                self.wfile.write(b"X-%d: y\r\n" % number)
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def get_slowly(self) -> None:
        self.send_response(200)
        self.send_header(*TYPE)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"<p>")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def get_bomb(self) -> None:
        self.answer(gzip.compress(bytes(40 << 20)), ("Content-Encoding", "gzip"))

    def get_tall(self) -> None:
        self.answer(
            b"<!doctype html><body style='margin:0;height:3000px'><p id=a style='margin:0'></p>"
            b"<script>"
            b"document.getElementById('a').textContent = 'written ' + 'by a script'</script>"
        )

    def get_frames(self) -> None:
        port = self.server.server_port
        self.answer(
            f"<!doctype html><p>a page</p><iframe src='http://localhost:{port}/page'></iframe>"
            "<img src='http://169.254.169.254/latest/meta-data/'>"
            "<img src='http://[::1]:8081/'>".encode()
        )

    def get_packed(self) -> None:
        self.answer(gzip.compress(PAGE), ("Content-Encoding", "gzip"))

    def get_nonsense(self) -> None:
        self.wfile.write(b"this is no answer\r\n\r\n")
        self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving(certificate: tuple[Path, Path] | None = None) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.url = server.url.replace("http:", "https:")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def self_signed(folder: Path) -> tuple[Path, Path] | None:
    """A certificate nobody trusts and its key, or `None` where openssl is missing."""
    if shutil.which("openssl") is None:
        return None
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=office.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key
