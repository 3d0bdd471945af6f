"""The way of a request to a server: through `Reach`, or through a proxy that was named.

Needs httpx (extra "web"); loaded only when something is fetched.
"""

from __future__ import annotations

import contextlib
import ssl
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any, Self

import httpcore
import httpx

from onrecord.guard.reach import AddressRefused, Reach
from onrecord.preserve import limits
from onrecord.preserve.line import Line

_FAULTS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)


class Session:
    """Requests with no cookies yet, to hosts that `reach` allows; `line` is told of each."""

    def __init__(self, reach: Reach, line: Line, headers: dict[str, str], *, verify: bool) -> None:
        """With `headers` in each request; certificates are checked if `verify`."""
        context = ssl.create_default_context()
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        self._line = line
        self._way = Way(reach, line, context)
        self._client = httpx.Client(
            transport=self._way,
            timeout=httpx.Timeout(limits.SILENCE_S, connect=limits.CONNECT_S),
            headers=headers,
        )

    def ask(self, url: str) -> httpx.Response:
        """The answer, its body still to be read; close it.

        Raises: AddressRefused; httpx.HTTPError, httpx.InvalidURL.
        """
        request = self._client.build_request("GET", url, extensions={"trace": self._line.trace})
        # Not through the client: it loses an answer that redirects to an address it cannot parse.
        response = self._way.handle_request(request)
        response.request = request
        self._client.cookies.extract_cookies(response)
        return response

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()


def proxy_for(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for such a request, if any."""
    proxies = urllib.request.getproxies()
    found = proxies.get(scheme) or proxies.get("all")
    return None if found is None or urllib.request.proxy_bypass(host) else found


class Way(httpx.BaseTransport):
    """Sends each request to an address that was checked, or to the proxy for it."""

    def __init__(self, reach: Reach, line: Line, context: ssl.SSLContext) -> None:
        """Ask what `reach` allows, with TLS as `context` says."""
        self._reach, self._context = reach, context
        # A connection for each request, so that `line` shows the one that answered.
        self._direct = httpcore.ConnectionPool(
            ssl_context=context, network_backend=_Checked(reach, line), max_keepalive_connections=0
        )
        self._proxied: dict[str, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer. Raises: AddressRefused; httpx.TransportError."""
        proxy = proxy_for(request.url.scheme, request.url.host)
        if proxy is not None:
            self._reach.check_name(request.url.host)
            if proxy not in self._proxied:
                self._proxied[proxy] = httpx.HTTPTransport(verify=self._context, proxy=proxy)
            return self._proxied[proxy].handle_request(request)
        url = request.url
        with _told():
            answer = self._direct.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """End all connections."""
        self._direct.close()
        for transport in self._proxied.values():
            transport.close()


class _Checked(httpcore.SyncBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, reach: Reach, line: Line) -> None:
        self._reach, self._line = reach, line

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            self._line.addresses = self._reach.addresses(host, port)
        except AddressRefused:
            raise
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        last: Exception | None = None
        for address in self._line.addresses:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(host)

    def connect_unix_socket(self, path: str, *_: object, **__: object) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol(path)


class _Stream(httpx.SyncByteStream):
    """The body of an answer, its faults told as those of httpx."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _told():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise httpx.TransportError(str(error) or type(error).__name__) from error
