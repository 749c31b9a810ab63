"""Phrases that are never said, found in what we write: our answer, promise or reply (K2).

The caller's own words are never judged. A phrase counts only as a whole: in English between word
boundaries, in Chinese, which has none, anywhere. Case, width, kinds of apostrophe and runs of
spaces make no difference.
"""

import unicodedata
from collections.abc import Iterable

import msgspec

from frontdesk.packs.structs import Pack
from frontdesk.words import LANGUAGES

_APOSTROPHES = frozenset("'’‘ʼ＇`´")


class Span(msgspec.Struct, frozen=True, order=True):
    """Where in the text a phrase stands, `begin` up to `end`, and which it is."""

    begin: int
    end: int
    phrase: str


class _Folded(msgspec.Struct, frozen=True):
    """Text made comparable; sign `n` of it came from `begins[n]` up to `ends[n]` of the text."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def never_of(pack: Pack, language: str) -> tuple[str, ...]:
    """The phrases of `pack` that are never said in `language`; none without a telephone."""
    if pack.phone is None:
        return ()
    return tuple(pack.say(f"never.{code}", language) for code in pack.phone.never)


def pointed_out(pack: Pack, text: str) -> list[Span]:
    """What is never said in either language and stands in `text`, in its order."""
    found = [
        span
        for language in LANGUAGES
        for span in never_said(text, never_of(pack, language), language)
    ]
    return _outermost(found)


def never_said(text: str, phrases: Iterable[str], language: str) -> list[Span]:
    """Every place in `text` where one of `phrases` stands whole, in order.

    Of phrases inside one another the longest is told.
    """
    folded = _fold(text)
    found = []
    for phrase in dict.fromkeys(phrases):
        wanted = _fold(phrase).text.strip()
        at = folded.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if language == "zh" or _whole(folded.text, at, end):
                found.append(Span(folded.begins[at], folded.ends[end - 1], phrase))
            at = folded.text.find(wanted, at + 1)
    return _outermost(found)


def _outermost(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.begin, -one.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def _fold(text: str) -> _Folded:
    signs: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for place, sign in enumerate(text):
        for folded in _sign(sign):
            if folded == " " and signs and signs[-1] == " ":
                ends[-1] = place + 1
                continue
            signs.append(folded)
            begins.append(place)
            ends.append(place + 1)
    return _Folded("".join(signs), tuple(begins), tuple(ends))


def _sign(sign: str) -> str:
    if sign in _APOSTROPHES:
        return "'"
    if sign.isspace():
        return " "
    return unicodedata.normalize("NFKC", sign).casefold()


def _whole(text: str, begin: int, end: int) -> bool:
    return not (_joined(text, begin) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Whether the signs before and after `at` belong to one word, as in "impossible"."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if "'" in (before, after):
        # "can't" is one word; a quotation mark stands at the end of one.
        return _apostrophe_joins(text, at)
    return _of_word(before) and _of_word(after)


def _apostrophe_joins(text: str, at: int) -> bool:
    middle = at if text[at] == "'" else at - 1
    return 0 < middle < len(text) - 1 and _of_word(text[middle - 1]) and _of_word(text[middle + 1])


def _of_word(sign: str) -> bool:
    """Whether `sign` makes words that stand between spaces: letters, digits, marks, no Chinese."""
    if unicodedata.east_asian_width(sign) in "WF":
        return False
    return sign.isalnum() or sign == "_" or unicodedata.category(sign)[0] == "M"
