"""Place names as keys: folding, type words ("Oblast", "village of"), and what is no real name.

Everything here is pure. How names *sound* (spelling keys, transliteration) is `gazetteer.spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 200
"""Code points. The longest name in the sources has 163; longer queries name nothing."""

# Marks that stand for sounds of other scripts or for elision, and that writers put in or leave out:
# "Sana'a", "Sana’a", "Sanaa"; "Khar’kov"; Hawaiian ʻokina; ayn and hamza of romanised Arabic.
_APOSTROPHES = "'`´‘’‛ʹʺʻʼʽʾʿˈˊˋ′″＇ꞌ“”"

# Letters that Unicode does not decompose (NFKD), with the usual plain-Latin spelling.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES),
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ɲ": "n",
        "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ʋ": "v", "&": " and ",
    }
)  # fmt: skip

# A full stop inside initials: "U.S." is "us", but "St. Louis" is "st louis".
_INITIALS = re.compile(r"(?<![^\W\d_]{2})(?<=[^\W\d_])\.(?=[^\W\d_](?![^\W\d_]))")


class NameKind(IntEnum):
    """How a name stands to its place, best first."""

    MAIN = 0
    """What the source calls it."""
    PREFERRED = 1
    """What English calls it, or an alias that this project states by hand."""
    VARIANT = 2
    """Another spelling of the main name ("Kiev" of "Kyiv")."""
    BARE = 3
    """The name of a division without its type word ("Chernihiv" of "Chernihiv Oblast")."""
    OTHER = 4
    """Another name in the Latin script: old, foreign, nick."""
    SCRIPT = 5
    """A name in another script."""
    CODE = 6
    """Capitals only and short: airport codes, abbreviations."""


class Typed(NamedTuple):
    """A name without its type word, and what the word says the place is (None: nothing)."""

    name: str
    level: Level | None


def fold(name: str) -> str:
    """Reduce a place name to the key under which the index files it.

    Case-folded, without combining marks and apostrophes, words parted by one space; empty when
    nothing is left.

    Notes
    -----
    Unicode Standard Annex 15 (NFKD) and section 3.13 (default caseless matching). Vowel signs of
    Indic scripts have combining class 0 and stay: without them the names are not the same.

    Examples
    --------
    >>> fold("  SÃO-PAULO "), fold("Sana'a"), fold("U.S."), fold("St. Louis")
    ('sao paulo', 'sanaa', 'us', 'st louis')
    """
    if "." in name:
        name = _INITIALS.sub("", name)
    if not name.isascii():
        # compatibility forms can be capitals ("℡"), and folded letters can have marks ("İ"): twice
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = name.lower().translate(_PLAIN)
    if not plain.replace(" ", "").isalnum():
        plain = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain)
    key = " ".join(plain.split())
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def is_latin(text: str) -> bool:
    """Whether every letter is of the Latin script.

    >>> is_latin("Kyïv-2"), is_latin("Київ")
    (True, False)
    """
    return text.isascii() or all(
        c < "\u0250" or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() or "LATIN" in unicodedata.name(c, "")
        for c in text
    )


def is_machine_made(name: str) -> bool:
    """Whether an alternate is an automatic transcription that no text contains.

    GeoNames lists letter-by-letter renderings of names in other scripts ("ke tu mu", "khrtwm");
    they are plain ASCII without one capital.

    >>> is_machine_made("ke tu mu"), is_machine_made("al-Bab"), is_machine_made("東京")
    (True, False, False)
    """
    return name.isascii() and name == name.lower() and name != name.upper()


def is_code(name: str) -> bool:
    """Whether a name is capitals only and at most four long: "DXB", "NYC", "B.H.".

    >>> is_code("DXB"), is_code("Ur"), is_code("ПС")
    (True, False, False)
    """
    letters = name.replace(".", "")
    return len(letters) <= 4 and letters.isascii() and letters.isupper()


def _by_key(levels: Mapping[str, Level]) -> Mapping[str, Level]:
    return MappingProxyType({fold(words): level for words, level in levels.items()})


# Words that say what kind of place a name belongs to, in English and as GeoNames, ISO 3166-2 and
# event tables write them. Of two that fit, the longer wins.
_AFTER = _by_key({
    **dict.fromkeys(
        (
            "oblast", "region", "province", "governorate", "state", "krai", "kray", "voivodeship",
            "prefecture", "canton", "emirate", "autonomous republic", "autonomous region",
            "autonomous oblast", "autonomous okrug", "special administrative region", "federal district",
            "capital territory", "union territory", "area council region", "muhafazah", "vilayet",
            "wilaya", "wilayat", "shahr ostan", "ostan", "область", "обл", "край", "республика",
            "республіка", "محافظة", "ولاية",
        ),
        Level.ADMIN1,
    ),
    **dict.fromkeys(
        (
            "district", "raion", "rayon", "rajon", "county", "department", "municipality", "subdistrict",
            "sub district", "township", "parish", "division", "commune", "woreda", "zone", "cercle",
            "upazila", "tehsil", "taluka", "taluk", "local government area", "lga", "circle", "sub county",
            "subcounty", "arrondissement", "prefecture level city", "hromada", "territorial community",
            "nahia", "nahiyah", "район", "р н", "громада",
        ),
        Level.ADMIN2,
    ),
    **dict.fromkeys(
        (
            "city", "city municipality", "special republican city", "republican city",
            "urban municipality", "metropolitan municipality", "metropolitan city", "town", "village",
            "settlement", "urban type settlement", "locality", "hamlet", "area", "neighborhood",
            "neighbourhood", "suburb", "quarter", "місто", "село", "смт", "город", "деревня",
        ),
        Level.CITY,
    ),
    **dict.fromkeys(
        (
            "border checkpoint", "border post", "border crossing point", "outpost", "roadblock",
            "barracks", "monument", "memorial", "thermal power plant", "farm", "island", "valley",
            "mountain", "mountains", "hill", "hills", "forest", "river", "lake", "airport",
            "international airport", "airfield", "airbase", "air base", "military base", "base",
            "refugee camp", "idp camp", "camp", "checkpoint", "crossing", "border crossing", "bridge",
            "port", "seaport", "harbour", "harbor", "dam", "prison", "hospital", "university",
            "railway station", "train station", "station", "power plant", "nuclear power plant",
            "nuclear plant", "mine", "market",
        ),
        Level.POI,
    ),
})  # fmt: skip

_BEFORE = _by_key({
    **dict.fromkeys(
        (
            "oblast of", "region of", "province of", "governorate of", "state of", "emirate of",
            "republic of", "prefecture of", "canton of", "autonomous republic of", "autonomous region of",
            "provincia de", "provincia di", "provincia del", "estado de", "estado do", "departamento de",
            "departamento del", "departement de", "departement du", "region de", "region du", "mkoa wa",
            "muhafazat", "wilayat", "wilaya de", "provinz", "province de", "province du", "provincie",
            "propinsi", "provinsi", "oblast", "gouvernorat de", "distrito capital de", "kizunga",
            "ostan e", "ostan", "tinh", "changwat", "محافظة", "ولاية", "استان", "республика", "республіка",
            "область",
        ),
        Level.ADMIN1,
    ),
    **dict.fromkeys(
        (
            "district of", "county of", "raion of", "rayon of", "department of", "municipality of",
            "commune of", "distrito de", "municipio de", "kabupaten", "huyen", "amphoe", "cercle de",
            "arrondissement de", "subdistrict of", "township of", "parish of", "landkreis", "kreis",
            "powiat",
        ),
        Level.ADMIN2,
    ),
    **dict.fromkeys(
        (
            "city of", "town of", "village of", "settlement of", "hamlet of", "ville de", "ciudad de",
            "cidade de", "misto", "gorod", "місто", "село", "смт", "город", "м", "г", "с",
        ),
        Level.CITY,
    ),
    **dict.fromkeys(("port of", "camp", "airport of"), Level.POI),
})  # fmt: skip

_LONGEST_TYPE_WORDS = 4


def strip_type(key: str) -> Typed:
    """Part a folded name from the type words before or after it.

    The key comes back as it is when it has no type word, or is nothing else.

    Examples
    --------
    >>> strip_type("chernihiv oblast")
    Typed(name='chernihiv', level=<Level.ADMIN1: 'admin1'>)
    >>> strip_type("village of rami").name, strip_type("town").name, strip_type("goma").level
    ('rami', 'town', None)
    """
    words = key.split()
    for count in range(min(_LONGEST_TYPE_WORDS, len(words) - 1), 0, -1):
        level = _AFTER.get(" ".join(words[-count:]))
        if level is not None:
            return Typed(" ".join(words[:-count]), level)
        level = _BEFORE.get(" ".join(words[:count]))
        if level is not None:
            return Typed(" ".join(words[count:]), level)
    return Typed(key, None)


# "-skyi", "-ska", "-sky": a Slavic division is often named by an adjective of its seat.
_ADJECTIVE = re.compile(r"(?<=\w{3})(?:i?v)?(?:s|ts|z)?k(?:yi|yy|iy|ii|y|a|e|oho|oi|oye|aya|aja|ii)$")


def adjective_stem(key: str) -> str:
    """Stem of a folded name that is a Slavic adjective in Latin letters; ``""`` for any other.

    >>> adjective_stem("lutuhynskyi"), adjective_stem("briankivska"), adjective_stem("goma")
    ('lutuhyn', 'briank', '')
    """
    found = _ADJECTIVE.search(key)
    return key[: found.start()] if found else ""


def bare_names(name: str) -> list[str]:
    """Folded name of a division without its type words, if it has any; a city's words stay.

    >>> bare_names("Chernihiv Oblast"), bare_names("Kayin"), bare_names("Ciudad de México")
    (['chernihiv'], [], [])
    """
    key = fold(name)
    bare = strip_type(key)
    return [bare.name] if bare.level in {Level.ADMIN1, Level.ADMIN2} and bare.name != key else []
