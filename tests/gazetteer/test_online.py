"""Asked is a server of our own on this machine, and adapters that answer as they are told."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from gazetteer.cli import main
from gazetteer.errors import ServiceError
from gazetteer.model import Level
from gazetteer.online import Service, look_up_online

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

ORDINO = {
    "osm_type": "relation",
    "osm_id": 2804753,
    "lat": "42.5561",
    "lon": "1.5332",
    "addresstype": "village",
    "name": "Ordino Xq",
    "display_name": "Ordino Xq, Andorra",
    "importance": 0.47,
    "address": {"country": "Andorra", "country_code": "ad"},
    "boundingbox": ["42.54", "42.58", "1.51", "1.56"],
}


def answering(answer: object) -> Callable[..., BaseSyncAdapter]:
    """Make a client that answers so, or raises it."""

    class Answers(BaseSyncAdapter):  # type: ignore[misc] # geopy has no types
        def get_json(self, *_: object, **__: object) -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

        def get_text(self, url: str, **_: object) -> str:
            raise AssertionError(url)

    return Answers


class Clock:
    """A clock that only goes on when somebody waits."""

    def __init__(self) -> None:
        self.time_s, self.waited = 1_000_000.0, list[float]()

    def now(self) -> float:
        return self.time_s

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.time_s += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(tmp_path: Path, clock: Clock) -> Service:
    return Service(
        cache=tmp_path / "cache",
        user_agent="event-mapper tests",
        adapter=answering([ORDINO]),
        now=clock.now,
        wait=clock.wait,
    )


class Asked(BaseHTTPRequestHandler):
    """Speaks Nominatim's format, and notes what it was asked."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append((urlsplit(self.path), dict(self.headers)))
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        body = json.dumps([ORDINO] if "Ordino" in name else []).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    asked: list[Any]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Asked) as running:
        running.asked = []
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_place_says_where_it_is_from(service: Service) -> None:
    (found,) = look_up_online("Ordino Xq", service)
    place = found.place
    assert (place.id, place.name, place.country) == ("osm:relation/2804753", "Ordino Xq", "AD")
    assert (place.level, place.lon, place.lat) == (Level.CITY, 1.5332, 42.5561)
    assert 2_000 < place.radius_m < 5_000
    assert found.score == 0.47
    assert found.reasons[0] == "not in the local gazetteer; found online"
    assert "OpenStreetMap contributors" in found.reasons[1]


def test_a_second_question_is_answered_from_disk(service: Service) -> None:
    first = look_up_online("Ordino Xq", service)
    silent = replace(service, adapter=answering(AssertionError("asked twice")))
    assert look_up_online("Ordino Xq", silent) == first


def test_nothing_found_is_kept_too(service: Service) -> None:
    assert look_up_online("Nowhere", replace(service, adapter=answering([]))) == ()
    silent = replace(service, adapter=answering(AssertionError("asked twice")))
    assert look_up_online("Nowhere", silent) == ()


def test_a_damaged_answer_on_disk_is_asked_again(service: Service) -> None:
    look_up_online("Ordino Xq", service)
    (kept,) = service.cache.glob("*.json")
    kept.write_bytes(b"\xff{")
    assert len(look_up_online("Ordino Xq", service)) == 1


def test_two_requests_are_a_second_apart_and_kept_answers_wait_for_nothing(
    service: Service, clock: Clock
) -> None:
    look_up_online("One", service)
    assert clock.waited == []
    clock.time_s += 0.25
    look_up_online("Two", service)
    assert clock.waited == [pytest.approx(0.75)]
    look_up_online("One", service)
    assert len(clock.waited) == 1


def test_a_search_says_who_failed(service: Service) -> None:
    refused = AdapterHTTPError("no", status_code=429, headers={}, text="")
    with pytest.raises(ServiceError, match="Nominatim did not answer for 'Ordino'") as caught:
        look_up_online("Ordino", replace(service, adapter=answering(refused)))
    assert isinstance(caught.value, OSError)
    assert caught.value.query == "Ordino"


@pytest.mark.parametrize("answer", [{"error": "x"}, "<html>", 12, None])
def test_an_answer_in_no_known_format_is_an_error(service: Service, answer: object) -> None:
    with pytest.raises(ServiceError):
        look_up_online("Ordino", replace(service, adapter=answering(answer)))


@pytest.mark.parametrize(
    "broken",
    [None, {"lat": "91"}, {"lat": "north"}, {"osm_id": "x"}, {"importance": "much"}, {"boundingbox": [1]}],
)
def test_a_place_that_is_none_is_left_out(service: Service, broken: dict[str, object] | None) -> None:
    rows = [{**ORDINO, **broken} if broken else "no row", ORDINO]
    assert len(look_up_online("Ordino", replace(service, adapter=answering(rows)))) == 1


@pytest.mark.parametrize("name", ["", " ", "\0", "\ud800"])
def test_no_name_is_no_question(service: Service, name: str) -> None:
    silent = replace(service, adapter=answering(AssertionError("asked")))
    assert look_up_online(name, silent) == ()


def test_a_cache_that_cannot_be_written_costs_no_answer(service: Service, clock: Clock) -> None:
    service.cache.write_text("a file, not a folder")
    assert len(look_up_online("Ordino", service)) == 1
    assert clock.waited == [1.0]


def test_a_real_server_is_asked_as_the_policy_wants(service: Service, server: Server) -> None:
    from geopy.adapters import RequestsAdapter  # noqa: PLC0415 - the one test of the real client

    local = replace(service, scheme="http", domain=server.address, adapter=RequestsAdapter)
    (found,) = look_up_online("Ordino Xq", local, country="AD", limit=3)
    ((url, headers),) = server.asked
    assert found.place.country == "AD"
    assert headers["User-Agent"] == "event-mapper tests"
    assert url.path == "/search"
    assert parse_qs(url.query)["countrycodes"] == ["ad"]


def test_lookup_asks_only_for_what_is_not_known_here(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    online = ["--online", "nominatim", "--server", f"http://{server.address}", "--cache", str(tmp_path)]
    assert main(["lookup", "Rzhyshchiv", *online]) == 0
    assert server.asked == []
    capsys.readouterr()
    assert main(["lookup", "Ordino Xqzzyvokk", "--explain", *online]) == 0
    assert "found online" in capsys.readouterr().out
    assert len(server.asked) == 1


def test_lookup_says_when_nobody_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    online = ["--online", "nominatim", "--cache", str(tmp_path)]
    assert main(["lookup", "Xqzzyvokkbrr", *online, "--server", "http://127.0.0.1:9"]) == 1
    assert "Nominatim did not answer" in capsys.readouterr().err
    assert main(["lookup", "Xqzzyvokkbrr", *online, "--server", "gopher://x"]) == 1
    assert "no http(s) address" in capsys.readouterr().err
