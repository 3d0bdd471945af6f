"""Addresses to web archives: the only place that opens connections outward.

Each address gets a client of its own, so that no cookie of one capture reaches another. Redirects
are followed here, one request each, so that every hop is recorded. Where a certificate is not
trusted the page is still fetched, and that is noted. Private addresses are refused at every hop,
after the lookup, unless their host was named (`Reach`).
"""

from __future__ import annotations

import contextlib
import ssl
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from urllib.parse import urljoin, urlsplit

from onrecord import __version__
from onrecord.errors import SettingInvalid, SourceUnreadableError
from onrecord.guard.reach import AddressRefused, Reach, private
from onrecord.model.fixity import ClockReading, Hop, Pairs, Retrieval
from onrecord.preserve import limits
from onrecord.preserve.line import Line
from onrecord.preserve.warc_write import Archive
from onrecord.preserve.warcs import http_instant
from onrecord.seams import Clock

if TYPE_CHECKING:
    import httpx

    from onrecord.preserve.connect import Session

_SENT_ON = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_IN_MEMORY_BYTES = 1 << 20
_HTTP = "application/http;msgtype="


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one address: a web archive, and where in it the last answer stands."""

    warc: BinaryIO  # at its start
    member: str  # "@" and the byte offset of the last answer's record
    retrieval: Retrieval
    certificates: tuple[bytes, ...]  # DER, the server's first
    problem: str | None  # why this is not the page asked for, or not all of it


class Fetcher(Protocol):
    """Fetches one address."""

    def fetch(self, url: str) -> Fetched:
        """What came of `url`. Raises: SourceUnreadableError if no server answered."""


class Pause:
    """Keeps requests to one host apart."""

    def __init__(
        self,
        seconds: float = limits.HOST_PAUSE_S,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Wait `seconds` between two requests to the same host."""
        self._seconds, self._monotonic, self.sleep = seconds, monotonic, sleep
        self._last: dict[str, float] = {}

    def before(self, url: str) -> None:
        """Wait until `url` may be asked for."""
        host = urlsplit(url).netloc
        wait = self._last.get(host, -1e9) + self._seconds - self._monotonic()
        if wait > 0:
            self.sleep(wait)
        self._last[host] = self._monotonic()


@dataclass
class _Answer:
    """One request and what came back."""

    url: str
    at: datetime
    status: int
    sent: bytes  # request line and headers
    head: bytes  # status line and headers
    body: BinaryIO
    request_headers: Pairs
    headers: Pairs
    server_ip: str | None
    problem: str | None = None

    def header(self, name: str) -> str | None:
        return next((v for n, v in self.headers if n.casefold() == name), None)


@dataclass
class WebFetcher:
    """Fetches with httpx over HTTP/1.1."""

    clock: Clock
    pause: Pause = field(default_factory=Pause)
    user_agent: str = f"onrecord/{__version__}"
    reach: Reach = field(default_factory=Reach)
    max_bytes: int = limits.MAX_FETCH_BYTES
    max_seconds: float = limits.MAX_FETCH_S

    def __post_init__(self) -> None:
        """Raises: SettingInvalid if httpx is not installed."""
        try:
            import httpx  # noqa: F401, PLC0415 - an extra: only who fetches needs it
        except ImportError as error:
            raise SettingInvalid(
                "fetching addresses needs an extra",
                "httpx",
                expected="the package httpx",
                found="none",
                advice="Install it with: pip install 'onrecord[web]'",
            ) from error

    def fetch(self, url: str) -> Fetched:
        """What came of `url`.

        Raises: SourceUnreadableError if no server answered, SettingInvalid for an address that is
        none.
        """
        check_address(url)
        started = self.clock.now()
        notes: list[str] = []
        answers: list[_Answer] = []
        line = Line()
        try:
            problem = self._follow(url, answers, notes, line)
        except BaseException:
            for answer in answers:
                answer.body.close()
            raise
        return self._fetched(url, started, answers, notes, line, problem)

    def _follow(self, url: str, answers: list[_Answer], notes: list[str], line: Line) -> str | None:
        """Ask along all redirects; why the last answer is not the page, if it is not."""
        deadline = time.monotonic() + self.max_seconds
        at = url
        with (
            self._session(line, verify=True) as strict,
            self._session(line, verify=False) as lenient,
        ):
            while True:
                try:
                    try:
                        answer = self._ask_again(strict, at, deadline, line)
                    except _UntrustedError as error:
                        host = urlsplit(at).netloc
                        notes.append(f"the certificate of {host} is not trusted: {error}")
                        answer = self._ask_again(lenient, at, deadline, line)
                except AddressRefused as error:
                    if not answers:
                        raise _refused(url, str(error)) from error
                    return f"it was sent on to an address that is not asked: {error}"
                except SourceUnreadableError as error:
                    if not answers:
                        raise
                    return f"it was sent on, and there no server answered: {error.found}"
                answers.append(answer)
                target = answer.header("location")
                if answer.problem or answer.status not in _SENT_ON or not target:
                    break
                if len(answers) > limits.MAX_HOPS:
                    return f"it was sent on more than {limits.MAX_HOPS} times"
                at = urljoin(at, target)
                try:
                    check_address(at)
                except SettingInvalid as error:
                    return f"it was sent on to an address that is not fetched: {error.found}"
        if answer.problem:
            return answer.problem
        if answer.status not in range(200, 300):
            return f"the server answered with status {answer.status}"
        return None

    def _session(self, line: Line, *, verify: bool) -> Session:
        from onrecord.preserve.connect import Session  # noqa: PLC0415 - an extra

        headers = {
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
            "Accept-Language": "en,ar;q=0.8,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        return Session(self.reach, line, headers, verify=verify)

    def _ask_again(self, session: Session, url: str, deadline: float, line: Line) -> _Answer:
        """One answer; tried again where the server or the way to it may only be busy."""
        for attempt in range(1, limits.TRIES + 1):
            self.pause.before(url)
            last = attempt == limits.TRIES or time.monotonic() >= deadline
            try:
                answer = self._ask(session, url, deadline, line)
            except SourceUnreadableError:
                if last:
                    raise
                self.pause.sleep(float(attempt))
                continue
            if answer.status not in _TRY_AGAIN or last:
                return answer
            answer.body.close()
            self.pause.sleep(_retry_after(answer, float(attempt)))
        raise AssertionError  # the last attempt returns or raises

    def _ask(self, session: Session, url: str, deadline: float, line: Line) -> _Answer:
        import httpx  # noqa: PLC0415 - an extra

        at = self.clock.now()
        line.over, line.addresses, line.certificates = False, None, None
        watch = threading.Timer(max(0.1, deadline - time.monotonic()), line.cut)
        watch.daemon = True
        watch.start()
        try:
            with contextlib.closing(session.ask(url)) as response:
                return self._answer(url, at, response, line)
        except httpx.HTTPError as error:
            if _untrusted(error):
                raise _UntrustedError(str(error)) from error
            why = "the time for it was over" if line.over else str(error) or type(error).__name__
            raise _no_answer(url, why) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise _no_answer(url, str(error)) from error
        finally:
            watch.cancel()

    def _answer(
        self,
        url: str,
        at: datetime,
        response: httpx.Response,
        line: Line,
    ) -> _Answer:
        request = response.request
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        target = request.url.raw_path
        version = response.http_version.encode("ascii", "replace")
        status = b"%s %d %s\r\n" % (
            version, response.status_code, response.extensions.get("reason_phrase", b""),
        )  # fmt: skip
        answer = _Answer(
            url=url,
            at=at,
            status=response.status_code,
            sent=b"GET %s HTTP/1.1\r\n%s\r\n" % (target, _raw(request.headers.raw)),
            head=status + _raw(response.headers.raw) + b"\r\n",
            body=_scratch(),
            request_headers=_pairs(request.headers.raw),
            headers=_pairs(response.headers.raw),
            server_ip=str(peer[0]) if peer else None,
        )
        try:
            answer.problem = self._body(response, answer.body, line)
        except BaseException:
            answer.body.close()
            raise
        return answer

    def _body(self, response: httpx.Response, into: BinaryIO, line: Line) -> str | None:
        """Copy the body as sent; why not all of it came, if so."""
        import httpx  # noqa: PLC0415 - an extra

        size = 0
        try:
            # No chunk size: regrouped chunks would be lost when the connection breaks.
            for chunk in response.iter_raw():
                into.write(chunk[: max(0, self.max_bytes - size)])
                size += len(chunk)
                if size > self.max_bytes:
                    return f"the answer is longer than {self.max_bytes} bytes; the rest was left"
        except httpx.HTTPError as error:
            if line.over:
                return f"not all came within {self.max_seconds:.0f} seconds"
            return f"the connection ended before all came ({str(error) or type(error).__name__})"
        return f"not all came within {self.max_seconds:.0f} seconds" if line.over else None

    def _fetched(
        self,
        url: str,
        started: datetime,
        answers: list[_Answer],
        notes: list[str],
        line: Line,
        problem: str | None,
    ) -> Fetched:
        last = answers[-1]
        out = _scratch()
        archive, start = Archive(out, started), 0
        for answer in answers:
            start = _write(archive, answer)
            answer.body.close()
        out.seek(0)
        proxies = sorted(urllib.request.getproxies())
        if proxies:
            notes.append(
                f"the environment names a proxy for {', '.join(proxies)}; where it was used, the "
                "address of the server could not be checked"
            )
        direct = not proxies
        notes.extend(_private(answer) for answer in answers if private(answer.server_ip or ""))
        return Fetched(
            warc=out,
            member=f"@{start}",
            retrieval=Retrieval(
                requested_url=url,
                final_url=last.url,
                hops=tuple(
                    Hop(each.url, each.status, each.header("location"), each.server_ip, each.at)
                    for each in answers[:-1]
                ),
                verb="GET",
                status=last.status,
                request_headers=last.request_headers,
                response_headers=last.headers,
                server_ip=last.server_ip if direct else None,
                # Behind a proxy a lookup of our own would tell others what is fetched.
                dns=tuple(sorted(line.addresses or ())) or None,
                tls_chain=None,
                started_at=started,
                ended_at=self.clock.now(),
                clocks=_clocks(last),
                complete=last.problem is None,
                notes=tuple(dict.fromkeys(notes)),
            ),
            certificates=line.certificates or () if last.url.startswith("https:") else (),
            problem=problem,
        )


class _UntrustedError(Exception):
    """The certificate of a server is not trusted."""


def check_address(url: str) -> None:
    """Check that `url` can be fetched. Raises: SettingInvalid."""
    try:
        parts = urlsplit(url)
        found = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        found = False
    if not found or parts.scheme.casefold() not in {"http", "https"}:
        raise SettingInvalid(
            "this is no address that can be fetched",
            url[:300],
            expected="http:// or https:// and a host",
            found=url[:300],
        )
    if parts.username is not None or parts.password is not None:
        raise SettingInvalid(
            "an address with a name and password in it is not fetched",
            f"{parts.scheme}://{parts.hostname}/…",
            expected="an address without them, since it is kept in the file",
            found="a name or password before the host",
        )


def addresses(text: str) -> Iterator[str]:
    """The addresses in a list: one a line; empty lines and lines with "#" first are passed over."""
    for line in text.splitlines():
        if (address := line.strip()) and not address.startswith("#"):
            yield address


def _scratch() -> BinaryIO:
    """A file without a name, gone when it is closed; its owner closes it."""
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))


def _write(archive: Archive, answer: _Answer) -> int:
    ip = [("WARC-IP-Address", answer.server_ip)] if answer.server_ip else []
    cut = [("WARC-Truncated", "unspecified")] if answer.problem else []
    _, request = archive.record(
        "request", answer.url, _HTTP + "request", answer.at, answer.sent, more=ip
    )
    more = [*ip, *cut, ("WARC-Concurrent-To", request)]
    start, _ = archive.record(
        "response", answer.url, _HTTP + "response", answer.at, answer.head, answer.body, more=more
    )
    return start


def _clocks(answer: _Answer) -> tuple[ClockReading, ...]:
    date = answer.header("date")
    if date is None:
        return ()
    served = http_instant(date)
    ahead = (served - answer.at).total_seconds() if served else None
    return (ClockReading("server Date header", date, served, ahead),)


def _raw(headers: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(b"%s: %s\r\n" % pair for pair in headers)


def _pairs(headers: list[tuple[bytes, bytes]]) -> Pairs:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _untrusted(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _private(answer: _Answer) -> str:
    return (
        f"{urlsplit(answer.url).netloc} is at {answer.server_ip}, an address of a private network"
    )


def _retry_after(answer: _Answer, otherwise: float) -> float:
    stated = (answer.header("retry-after") or "").strip()
    return min(float(stated), limits.MAX_RETRY_AFTER_S) if stated.isdecimal() else otherwise


def _refused(url: str, why: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "an address that is not on the public Internet is not asked",
        url[:300],
        found=why[:300],
        advice="If you know the host and mean it, name it with --allow-private HOST",
    )


def _no_answer(url: str, why: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "no server answered",
        url[:300],
        found=why[:300],
        advice="Try again later or from another network; a public archive may hold a copy",
    )
