"""How a name sounds and how it is found: readings, search keys, spans to mark (requirement D1).

Readings are toneless pinyin in a-z. pypinyin is imported on first use only; whoever wants the
first search to be quick calls `warm` from a worker.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from frontdesk.desk.surnames import COMPOUNDS, GIVEN, PLAIN_COMPOUNDS, SURNAMES
from frontdesk.text import HAN, digits, is_han, phone_digits

MOST_READINGS = 8
_MOST_WORDS = 24
_PARTING = r"\s\-–_.·•・‧,，、/()（）"
_DOTTED = re.compile("[·•・‧]")
_DROPPED = re.compile(f"[{_PARTING}'’ʼ`]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NUMBER = re.compile(r"[\d\s+()\-–.]+")
# ü as keyboards write it, as it is heard, and as passports write it.
_UMLAUT = ("v", "u", "yu")


class Reading(NamedTuple):
    """One way to say a name: full "zhangsan", initials "zs", spaced "Zhang San"."""

    full: str
    initials: str
    spaced: str


class _Said(NamedTuple):
    """A name cut into what is said: one syllable a Chinese character, one word otherwise."""

    ways: tuple[tuple[tuple[str, ...], ...], ...]  # each way: of each sign, its spellings
    words: tuple[str, ...]  # as they stand
    starts: tuple[int, ...]  # where a given name or a later word begins


def warm() -> None:
    """Load the dictionary of readings now; about 60 ms, once in a process."""
    _dictionary()


def readings(name: str) -> tuple[Reading, ...]:
    """Every likely reading of `name`, the likeliest first, at most MOST_READINGS; () if none.

    Chinese: surname readings first, both where people differ, ü as v, u and yu. Other scripts:
    the words as they stand, without accents. Unsure signs are taken by their first reading once
    there are too many.
    """
    return tuple(reading for reading, _ in _spoken(name, _say(name)))


def pinyin(name: str, query: str = "") -> str:
    """`name` as shown in letters, surname first: "Zhang San"; "" if it has none.

    Where a name has several readings it is the one that `query` found, else the likeliest.
    """
    every = readings(name)
    for reading in every:
        if query and highlight(reading.spaced, query):
            return reading.spaced
    return every[0].spaced if every else ""


def surname_first(name: str) -> tuple[str, str]:
    """Surname and given name: 欧阳娜 → (欧阳, 娜), "Mary Ann Smith" → ("Smith", "Mary Ann").

    Of a name parted by a dot (阿卜杜拉·买买提) the last part is the surname.
    """
    name = name.strip()
    dots = list(_DOTTED.finditer(name))
    if dots:
        return name[dots[-1].end() :].strip(), name[: dots[-1].start()].strip()
    if is_han(name):
        end = _surname_end(name)
        return name[:end], name[end:].strip()
    given, _, family = name.rpartition(" ")
    return family, given.strip()


def search_keys(name: str, phone: str) -> tuple[str, ...]:
    """What the search table stores of a person; a query is looked up as the beginning of a key.

    The name; the given name; each reading's letters and initials, and its letters from the given
    name (in other scripts from each word) on; the phone's digits from the last to the first.
    """
    said = _say(name)
    keys = [query_key(name)]
    keys += [query_key("".join(said.words[start:])) for start in said.starts]
    for reading, syllables in _spoken(name, said):
        keys += [reading.full, reading.initials]
        keys += ["".join(syllables[start:]) for start in said.starts]
    if said.words and not is_han(said.words[0]):
        # "San Zhang" is found as "zhang san", too.
        plain = [_plain(word) for word in said.words]
        keys.append("".join(plain[-1:] + plain[:-1]))
    keys.append(phone_digits(phone)[::-1])
    return tuple(dict.fromkeys(key for key in keys if key))


def query_key(text: str) -> str:
    """What is looked up for typed `text`: "Zhang San" → "zhangsan", "2046" → "6402", 张 → 张.

    Digits alone are a phone's tail and are looked up from the last one backwards; full-width
    becomes half-width; "" finds nothing.
    """
    folded = unicodedata.normalize("NFKC", text)
    if _NUMBER.fullmatch(folded) and digits(folded):
        return phone_digits(folded)[::-1]
    return _DROPPED.sub("", _folded(folded, "v"))


def highlight(spaced: str, query: str) -> tuple[tuple[int, int], ...]:
    """Which letters of a shown reading the typed `query` matched, as (start, end) spans.

    "Zhang San": "zs" → ((0, 1), (6, 7)); "zhangs" → ((0, 5), (6, 7)); "san" → ((6, 9),).
    () where it matched none of them.
    """
    key = query_key(query)
    if not key or key.isdecimal():
        return ()
    heads = [found.start() for found in re.finditer(r"\S+", spaced)]
    for umlaut in _UMLAUT:
        letters = [
            (letter, at)
            for at, sign in enumerate(spaced)
            for letter in (umlaut if sign in "üÜ" else _plain(sign))
        ]
        line = "".join(letter for letter, _ in letters)
        for begin in (n for n, (_, at) in enumerate(letters) if at in heads):
            if line.startswith(key, begin):
                return _spans([at for _, at in letters[begin : begin + len(key)]])
    if "".join(_plain(spaced[at])[:1] for at in heads).startswith(key):
        return _spans(heads[: len(key)])
    return ()


@lru_cache(maxsize=1)
def _token() -> re.Pattern[str]:
    """One Chinese character, or a run of others; costly to make, so only once a name is met."""
    return re.compile(f"[{HAN}]|[^{HAN}{_PARTING}]+")


def _spans(places: list[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for at in places:
        if spans and at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return tuple(spans)


def _say(name: str) -> _Said:
    name = unicodedata.normalize("NFKC", name).strip()
    words: list[str] = []
    starts: list[int] = []
    dotted = _DOTTED.search(name) is not None
    for found in _token().finditer(name):
        if any(sign.isalpha() for sign in found.group()):
            if dotted and words and _DOTTED.search(name[: found.start()][-2:]):
                starts.append(len(words))
            words.append(found.group())
        if len(words) == _MOST_WORDS:
            break
    if not words:
        return _Said((), (), ())
    if dotted or not is_han(words[0]):
        given = tuple(_ways(word, GIVEN) for word in words)
        latin = not any(is_han(word) for word in words)
        return _Said((given,), tuple(words), tuple(range(1, len(words)) if latin else starts))
    line = "".join(words)
    end = _surname_end(line)
    family: list[tuple[tuple[str, ...], ...]] = [
        tuple((syllable,) for syllable in way.split()) for way in COMPOUNDS.get(line[:end], ())
    ] or [tuple(_ways(sign, SURNAMES) for sign in words[:end])]
    rest = tuple(_ways(word, GIVEN) for word in words[end:])
    # 谷梁 alone may be a surname of two signs, or one of one sign and a name.
    starts = [end if end < len(words) else 1] if len(words) > 1 else []
    return _Said(tuple(way + rest for way in family), tuple(words), tuple(starts))


def _spoken(name: str, said: _Said) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    """Each reading of `name` with the letters of its syllables."""
    latin = [not is_han(word) for word in said.words]

    def every() -> Iterator[tuple[Reading, tuple[str, ...]]]:
        for way in said.ways:
            for syllables in islice(product(*way), MOST_READINGS):
                spaced = " ".join(
                    word if plain else syllable.capitalize()
                    for word, plain, syllable in zip(said.words, latin, syllables, strict=True)
                )
                for umlaut in _UMLAUT if "ü" in "".join(syllables) else ("u",):
                    spelt = tuple(syllable.replace("ü", umlaut) for syllable in syllables)
                    initials = "".join(syllable[:1] for syllable in spelt)
                    yield Reading("".join(spelt), initials, spaced), spelt

    seen: dict[str, tuple[Reading, tuple[str, ...]]] = {}
    for reading, spelt in every():
        seen.setdefault(reading.full, (reading, spelt))
        if len(seen) == MOST_READINGS:
            break
    yield from seen.values()


def _surname_end(line: str) -> int:
    """How many signs of a Chinese name, as it stands, are its surname."""
    for length in (4, 2):
        if line[:length] in COMPOUNDS or line[:length] in PLAIN_COMPOUNDS:
            return length
    return 1


def _ways(word: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The spellings of one word: of a Chinese character its syllables, else its plain letters."""
    if not is_han(word):
        return (_plain(word),)
    return known.get(word) or (_first_reading(word),)


@lru_cache(maxsize=8192)
def _first_reading(sign: str) -> str:
    listed = _dictionary().get(ord(sign), sign).partition(",")[0]
    letters = unicodedata.normalize("NFD", listed)
    kept = "".join(c for c in letters if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[int, str]:
    """Readings by code point, the commonest first."""
    # Without its phrases pypinyin loads in a quarter of the time.
    unset = "PYPINYIN_NO_PHRASES" not in os.environ
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    try:
        from pypinyin.constants import PINYIN_DICT
    finally:
        if unset:
            del os.environ["PYPINYIN_NO_PHRASES"]
    table: Mapping[int, str] = PINYIN_DICT
    return table


def _plain(word: str) -> str:
    return _DROPPED.sub("", _folded(unicodedata.normalize("NFKC", word), "u"))


def _folded(text: str, umlaut: str) -> str:
    """`text` in small letters without accents; ü after l or n is written as `umlaut`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    apart = re.sub("(?<=[ln])u\u0308", umlaut, apart)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))
