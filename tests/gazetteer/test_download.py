"""Fetching, against a server on this machine that speaks as GeoNames' does, and worse."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_dump import ABOUT, drafts, line, zipped

import gazetteer
from gazetteer.build.pack import write_index
from gazetteer.cli import main
from gazetteer.download import fetch, fetch_country
from gazetteer.errors import DownloadError
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

# pytest-socket: this file alone may open sockets, and to this machine only.
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

_WRITTEN = 1_700_000_000


class Server(ThreadingHTTPServer):
    """Serves the files of a folder; notes what was asked; misbehaves as told."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.asked: list[tuple[str, str | None]] = []
        self.break_after = 0
        self.tag = '"one"'
        self.headers: dict[str, str] = {}
        self.spoil = False
        self.redirect = ""
        self.knows_ranges = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One answer."""

    server: Server

    def do_GET(self) -> None:
        server = self.server
        wanted = self.headers.get("Range")
        server.asked.append((self.path, wanted))
        path = server.folder / self.path.lstrip("/")
        if server.redirect:
            self.send_response(302)
            self.send_header("Location", server.redirect)
            self.end_headers()
            return
        if not path.is_file():
            self.send_error(404)
            return
        if self.headers.get("If-Modified-Since") == formatdate(_WRITTEN, usegmt=True):
            self.send_response(304)
            self.end_headers()
            return
        content = path.read_bytes()
        if wanted == f"bytes={len(content)}-":
            self.send_error(416)
            return
        start = self._start(wanted, len(content))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", server.tag)
        self.send_header("Last-Modified", formatdate(_WRITTEN, usegmt=True))
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        body = bytes(byte ^ 0xFF for byte in content) if server.spoil else content
        self.wfile.write(body[start : start + server.break_after] if server.break_after else body[start:])

    def _start(self, wanted: str | None, size: int) -> int:
        same = self.headers.get("If-Range") in {None, self.server.tag}
        found = re.fullmatch(r"bytes=(\d+)-", wanted or "")
        start = int(found[1]) if found and same and self.server.knows_ranges else 0
        return start if start < size else 0

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path, socket_enabled: None) -> Iterator[Server]:  # noqa: ARG001 - lets sockets be opened
    folder = tmp_path / "served"
    zipped(folder / "NO.zip", [line(n, f"Village {n}", (50, 11)) for n in range(20, 2000)])
    zipped(folder / "alternatenames" / "NO.zip", ["1\t20\ten\tFirst Village\t1\t\t\t\t\t"])
    (folder / "admin1CodesASCII.txt").write_text("NO.07\tVelm\tVelm\t2\n")
    (folder / "admin2Codes.txt").write_text("NO.07.12\tEast Velm\tEast Velm\t7\n")
    running = Server(folder)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_file_comes_whole_with_the_time_it_was_written(server: Server, tmp_path: Path) -> None:
    path = fetch(f"{server.address}/NO.zip", tmp_path / "got" / "NO.zip")
    assert path.read_bytes() == (server.folder / "NO.zip").read_bytes()
    assert path.stat().st_mtime == _WRITTEN
    assert list(path.parent.iterdir()) == [path]


def test_a_broken_connection_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    path, url = tmp_path / "got" / "NO.zip", f"{server.address}/NO.zip"
    server.break_after = 1000
    with pytest.raises(DownloadError, match=r"run it again to go on from there"):
        fetch(url, path)
    assert not path.exists()
    server.break_after = 0
    fetch(url, path)
    assert server.asked[-1] == ("/NO.zip", "bytes=1000-")
    assert path.read_bytes() == (server.folder / "NO.zip").read_bytes()


def test_a_file_that_has_changed_meanwhile_is_begun_anew(server: Server, tmp_path: Path) -> None:
    path, url = tmp_path / "got" / "NO.zip", f"{server.address}/NO.zip"
    server.break_after = 1000
    with pytest.raises(DownloadError):
        fetch(url, path)
    zipped(server.folder / "NO.zip", [line(n, f"Hamlet {n}", (50, 11)) for n in range(20, 2000)])
    server.break_after, server.tag = 0, '"two"'
    fetch(url, path)
    assert path.read_bytes() == (server.folder / "NO.zip").read_bytes()


def test_what_had_come_whole_when_the_machine_went_down_is_fetched_again(
    server: Server, tmp_path: Path
) -> None:
    path, whole = tmp_path / "NO.zip", (server.folder / "NO.zip").read_bytes()
    (tmp_path / "NO.zip.part").write_bytes(whole)
    (tmp_path / "NO.zip.part.json").write_text('{"etag": "\\"one\\""}')
    assert fetch(f"{server.address}/NO.zip", path).read_bytes() == whole


def test_a_server_without_ranges_is_asked_for_all(server: Server, tmp_path: Path) -> None:
    path, url = tmp_path / "got" / "NO.zip", f"{server.address}/NO.zip"
    server.break_after = 1000
    with pytest.raises(DownloadError):
        fetch(url, path)
    server.break_after, server.knows_ranges = 0, False
    assert fetch(url, path).read_bytes() == (server.folder / "NO.zip").read_bytes()


def test_what_is_there_and_has_not_changed_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    path, url = tmp_path / "got" / "NO.zip", f"{server.address}/NO.zip"
    fetch(url, path)
    (server.folder / "NO.zip").write_bytes(b"never sent: the server says that nothing has changed")
    before = path.read_bytes()
    assert fetch(url, path).read_bytes() == before


@pytest.mark.parametrize("header", ["Repr-Digest", "Digest", "Content-MD5"])
def test_a_digest_that_the_server_states_is_held_to(header: str, server: Server, tmp_path: Path) -> None:
    url = f"{server.address}/admin2Codes.txt"
    content = (server.folder / "admin2Codes.txt").read_bytes()
    sha256 = base64.b64encode(hashlib.sha256(content).digest()).decode()
    md5 = base64.b64encode(hashlib.md5(content).digest()).decode()  # noqa: S324 - what the header holds
    server.headers = {
        header: {"Repr-Digest": f"sha-256=:{sha256}:", "Digest": f"SHA-256={sha256}"}.get(header, md5)
    }
    assert fetch(url, tmp_path / "right.txt").read_bytes() == content
    server.spoil = True
    with pytest.raises(DownloadError, match="is not the one that the server states"):
        fetch(url, tmp_path / "wrong.txt")
    assert not list(tmp_path.glob("wrong*part"))


def test_a_zip_that_came_damaged_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.spoil = True
    with pytest.raises(DownloadError, match="no whole zip"):
        fetch(f"{server.address}/NO.zip", tmp_path / "got" / "NO.zip")
    assert not list((tmp_path / "got").glob("*.zip*part"))


def test_a_file_that_is_not_there_and_a_server_that_is_not_there_are_named(
    server: Server, tmp_path: Path
) -> None:
    with pytest.raises(DownloadError, match=r"/XX\.zip: the server says 404"):
        fetch(f"{server.address}/XX.zip", tmp_path / "XX.zip")
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:1/NO\.zip: .*refused"):
        fetch("http://127.0.0.1:1/NO.zip", tmp_path / "NO.zip")


@pytest.mark.parametrize(
    "url", ["http://example.org/NO.zip", "ftp://example.org/NO.zip", "file:///etc/passwd", "NO.zip"]
)
def test_only_https_is_asked(url: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="no https address"):
        fetch(url, tmp_path / "NO.zip")


def test_a_redirect_to_something_else_is_refused(server: Server, tmp_path: Path) -> None:
    server.redirect = "http://example.org/NO.zip"
    with pytest.raises(DownloadError, match="no https address"):
        fetch(f"{server.address}/NO.zip", tmp_path / "NO.zip")


@pytest.mark.parametrize("country", ["Norway", "no", "../NO", ""])
def test_a_country_that_is_none_is_refused(country: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="no ISO 3166-1"):
        fetch_country(country, tmp_path)


def test_the_command_fetches_a_country_and_adds_it(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, output = tmp_path / "base.gaz", tmp_path / "my.gaz"
    write_index(base, drafts(), ABOUT)
    arguments = ["--country", "no", "--server", server.address, "--cache", str(tmp_path / "cache")]
    assert main(["build", "--index", str(base), *arguments, "-o", str(output)]) == 0
    assert "NO.zip: 1,980 places" in capsys.readouterr().err
    with Gazetteer.open(output) as opened:
        assert opened.lookup("First Village")[0].place.parents == ("geonames:2", "geonames:1")
    shutil.rmtree(server.folder)
    server.folder.mkdir()
    assert main(["build", "--index", str(base), *arguments, "-o", str(output)]) == 1
    assert "the server says 404" in capsys.readouterr().err


def test_no_other_module_opens_addresses() -> None:
    modules = Path(gazetteer.__file__).parents[1].glob("[gm]a[zp]*/**/*.py")
    opening = [path.name for path in modules if "urllib.request" in path.read_text("utf-8")]
    assert opening == ["download.py"]
