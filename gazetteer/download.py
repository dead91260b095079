"""Files of GeoNames fetched from its server: the only module here that opens a connection for them.

What has come is kept when a connection breaks, and the next call goes on from there, if the server's file
is still the same. A file is checked against the size and digests that the server states, and a zip against
its own checksums, before it gets its name.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import re
import shutil
import urllib.error
import urllib.request
import zipfile
import zlib
from email.utils import formatdate, parsedate_to_datetime
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from gazetteer.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage
    from pathlib import Path

    Watch = Callable[[str, int], None]

SERVER = "https://download.geonames.org/export/dump"
"""Its terms: www.geonames.org/export; a country's files change once a day."""

_CHUNK = 1 << 18
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))
_PARTIAL, _NOT_MODIFIED, _BEYOND_END = 206, 304, 416
_MOST_BYTES = 8 << 30
"""No dump of GeoNames is a tenth as large: a server that never ends is not waited for."""
_DIGESTS = {"sha-512": "sha512", "sha-256": "sha256", "md5": "md5"}
"""By their names in RFC 9530 and 3230, best first."""


def fetch_country(
    country: str,
    folder: Path,
    *,
    server: str = SERVER,
    timeout_s: float = 60.0,
    watch: Watch = lambda _what, _count: None,
) -> list[Path]:
    """Fetch a country's places and alternate names, and the codes of divisions, into a folder.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2.
    watch
        Told now and then which file is coming, and how many bytes of it have.

    Returns
    -------
    list of Path
        The files; those that are there already and have not changed are not fetched again.

    Raises
    ------
    DownloadError
        A file did not come, or not whole.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        raise DownloadError(server, f"{country!r} is no ISO 3166-1 alpha-2 code, such as UA")
    names = (f"{country}.zip", f"alternatenames/{country}.zip", "admin1CodesASCII.txt", "admin2Codes.txt")
    base = server.rstrip("/")
    return [fetch(f"{base}/{name}", folder / name, timeout_s=timeout_s, watch=watch) for name in names]


def fetch(
    url: str, path: Path, *, timeout_s: float = 60.0, watch: Watch = lambda _what, _count: None
) -> Path:
    """Fetch one file, or what is missing of it; return its path.

    Raises
    ------
    DownloadError
        It did not come, or not whole; what has come is kept for the next call.
    """
    _check_address(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    part, notes = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.json")
    try:
        with _opened(url, _conditions(path, part, notes), timeout_s) as answer:
            _receive(answer, part, notes, lambda count: watch(path.name, count))
            headers = _noted(notes)
        _check(url, part, headers)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _NOT_MODIFIED:
            return path
        if error.code == _BEYOND_END and part.exists():  # nothing is left to come, or it was another file
            part.unlink()
            return fetch(url, path, timeout_s=timeout_s, watch=watch)
        raise DownloadError(url, f"the server says {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, DownloadError):
            raise
        raise DownloadError(url, _reason(error, part)) from error
    if stamp := headers.get("last-modified"):
        os.utime(part, times=(parsedate_to_datetime(stamp).timestamp(),) * 2)
    part.replace(path)
    notes.unlink(missing_ok=True)
    return path


def _reason(error: BaseException, part: Path) -> str:
    said = getattr(error, "reason", None) or getattr(error, "strerror", None) or error or type(error).__name__
    kept = part.stat().st_size if part.exists() else 0
    return f"{said}" + (f"; {kept:,} bytes are kept, run it again to go on from there" if kept else "")


def _check_address(url: str) -> None:
    """Refuse addresses that are not https, but for this machine's own."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise DownloadError(url, "is no https address")


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to https only."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the handler's own signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse to be led elsewhere."""
        _check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opened(url: str, conditions: dict[str, str], timeout_s: float) -> http.client.HTTPResponse:
    headers = {"User-Agent": "event-mapper", "Accept-Encoding": "identity", **conditions}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme is checked before
    answer: http.client.HTTPResponse = urllib.request.build_opener(_SafeRedirects).open(
        request, timeout=timeout_s
    )
    return answer


def _conditions(path: Path, part: Path, notes: Path) -> dict[str, str]:
    """Ask for the rest of what has come, or for a file that is newer than the one that is there."""
    begun = _noted(notes)
    if part.exists() and part.stat().st_size and (same := begun.get("etag") or begun.get("last-modified")):
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": same}
    if path.exists():
        return {"If-Modified-Since": formatdate(path.stat().st_mtime, usegmt=True)}
    return {}


def _noted(notes: Path) -> dict[str, str]:
    """Read what the server has said of the file; nothing when that cannot be read."""
    try:
        noted = json.loads(notes.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in noted.items()} if isinstance(noted, dict) else {}


def _receive(answer: http.client.HTTPResponse, part: Path, notes: Path, watch: Callable[[int], None]) -> None:
    """Write what comes behind what has come, or from the start if the server begins there."""
    has = part.stat().st_size if part.exists() else 0
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if answer.status == _PARTIAL:
        span = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", headers.get("content-range", ""))
        if span is None or int(span[1]) != has:
            part.unlink()
            raise OSError("the server sent another part than was asked for; run it again")
        headers["size"] = span[2] if span[2] != "*" else str(has + int(headers.get("content-length", 0)))
        headers.pop("content-md5", None)  # of the part alone
    else:
        has, headers["size"] = 0, headers.get("content-length", "")
    notes.write_text(json.dumps(headers), "utf-8")
    _check_room(part, headers["size"], has)
    with part.open("ab" if has else "wb") as out:
        while chunk := answer.read(_CHUNK):
            out.write(chunk)
            has += len(chunk)
            watch(has)
            if has > _MOST_BYTES:
                raise OSError("the server does not end")
        out.flush()
        os.fsync(out.fileno())


def _check_room(part: Path, size: str, has: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if size.isdigit() and int(size) - has > free:
        raise OSError(f"{int(size):,} bytes are needed, and the disk has {free:,}")


def _check(url: str, part: Path, headers: dict[str, str]) -> None:
    """Hold a file to the size and digests that the server states, and a zip to its own checksums."""
    size, has = headers.get("size", ""), part.stat().st_size
    if size.isdigit() and has < int(size):
        raise DownloadError(url, f"broke off after {has:,} of {size} bytes; run it again to go on from there")
    why = f"{has:,} bytes came, not {size}" if size.isdigit() and has > int(size) else ""
    why = why or _unlike_digest(part, headers) or (_torn(part) if url.endswith(".zip") else "")
    if why:
        part.unlink()
        raise DownloadError(url, f"{why}: it came damaged and was thrown away")


def _unlike_digest(part: Path, headers: dict[str, str]) -> str:
    stated = f"{headers.get('repr-digest', '')},{headers.get('digest', '')}"
    wanted = {"md5": headers["content-md5"]} if "content-md5" in headers else {}
    for name in _DIGESTS:
        if found := re.search(rf"(?:^|[,\s]){name}=:?([A-Za-z0-9+/=]+)", stated, re.IGNORECASE):
            wanted[name] = found[1]
    for name, text in wanted.items():
        digest = base64.b64encode(_digest(part, _DIGESTS[name])).decode()
        if digest.rstrip("=") != text.strip().rstrip("="):
            return f"its {name} is not the one that the server states"
    return ""


def _digest(part: Path, method: str) -> bytes:
    with part.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(method, usedforsecurity=False)).digest()


def _torn(part: Path) -> str:
    """Say what is wrong with a zip."""
    try:
        with zipfile.ZipFile(part) as archive:
            spoiled = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return f"it is no whole zip ({error})"
    return f"{spoiled} in it is spoiled" if spoiled else ""
