"""One file from a public mirror: short timeouts, a checksum, whole or not at all, and only one try per process."""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import sys
import threading
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tfgraph_dnn.datasets.store import atomic_file
from tfgraph_dnn.errors import TfgraphError

TIMEOUT = 5.0  # seconds to resolve, to connect, and without a byte

_failed: dict[str, str] = {}  # URL or host -> why, for the rest of the process


class DownloadError(TfgraphError, OSError):
    """A file that could not be fetched, or that is not the file it should be."""

    slug = "download"


def offline() -> bool:
    """Whether the user forbids downloads: `TFGRAPH_OFFLINE` set to anything but empty, 0, false or no."""
    return os.environ.get("TFGRAPH_OFFLINE", "").strip().lower() not in ("", "0", "false", "no")


def fetch(url: str, target: str | os.PathLike[str], checksum: str | None = None) -> str:
    """Downloads `url` to `target`, whose directory is made.

    Args:
      url: http, https or file.
      target: path of the file; it appears only when complete and right.
      checksum: `"sha256:..."` or `"md5:..."` in hexadecimal, or None to take what comes.

    Returns:
      The target's path.

    Raises:
      DownloadError: (an OSError) forbidden by TFGRAPH_OFFLINE, unreachable, wrong checksum, or failed before in this
        process.
      OSError: the target cannot be written.
    """
    host = urlsplit(url).netloc
    if offline() and urlsplit(url).scheme != "file":
        raise DownloadError(f"no download of {url}: TFGRAPH_OFFLINE is set")
    reason = _failed.get(url) or _failed.get(host)
    if reason:
        raise DownloadError(f"no download of {url}: {reason} (tried once before)")
    os.makedirs(os.path.dirname(os.path.abspath(os.fspath(target))), exist_ok=True)
    with atomic_file(target) as file:
        try:
            _must_resolve(host)
            with urllib.request.urlopen(url, timeout=TIMEOUT) as response:
                _must_match(_copy(response, file, os.path.basename(urlsplit(url).path), checksum), checksum)
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = str(getattr(error, "reason", None) or error) or type(error).__name__
            # An answer, even a refusal, says something of this file alone; silence says it of the whole host.
            answered = isinstance(error, (urllib.error.HTTPError, ChecksumMismatch)) or not host
            _failed[url if answered else host] = reason
            raise DownloadError(f"no download of {url}: {reason}") from error
    return os.fspath(target)


class ChecksumMismatch(ValueError):
    """The bytes that came are not the bytes that were due."""


def _must_resolve(host: str) -> None:
    """Gives up on a name service that does not answer: urlopen's timeout does not cover it."""
    if not host or urllib.request.getproxies():
        return
    answer: list[object] = []

    def ask() -> None:
        try:
            answer.append(socket.getaddrinfo(host.partition(":")[0], None))
        except OSError as error:
            answer.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(TIMEOUT)
    if not answer:
        raise TimeoutError(f"the name {host} was not resolved in {TIMEOUT:g} s")
    if isinstance(answer[0], OSError):
        raise answer[0]


def _copy(response, file, name: str, checksum: str | None) -> str:
    """Copies in pieces; returns the hexadecimal digest."""
    digest = hashlib.new((checksum or "sha256").partition(":")[0])
    total = int(response.headers.get("Content-Length") or 0)
    done = 0
    while piece := response.read(1 << 18):
        file.write(piece)
        digest.update(piece)
        done += len(piece)
        _show(name, done, total)
    if total and done != total:
        raise http.client.IncompleteRead(b"", total - done)
    return digest.hexdigest()


def _show(name: str, done: int, total: int) -> None:
    if total and sys.stderr.isatty():
        bar = "#" * (30 * done // total)
        sys.stderr.write(f"\r{name} [{bar:<30}] {done / 1e6:.1f}/{total / 1e6:.1f} MB" + "\n" * (done >= total))
        sys.stderr.flush()


def _must_match(found: str, checksum: str | None) -> None:
    if checksum is not None and found != checksum.partition(":")[2]:
        raise ChecksumMismatch(f"the checksum is {found}, expected {checksum}")
