"""Telephone numbers as people, exchanges and softphones write them, brought to one key (P3).

A pure rule over the pack's dialling. The key is written as one dials it inside the country,
numbers from abroad with +; whatever is no number is withheld.
"""

import re
import unicodedata

import msgspec

from frontdesk.packs.phone import Dialling
from frontdesk.text import clean, digits, is_mobile

TYPED_LIMIT = 64
LONGEST = 20
# A number without area code, inside the own area.
_LOCAL = range(6, 9)
# What follows the country code where numbers are dialled in full.
_IN_FULL = 10
_CHINA = "86"
_EVERYWHERE = ("400", "800")
_ADDRESS = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"^(?:sips?|tel|callto):\s*", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?:;\s*ext\s*=|extension|ext\.?|转|轉|分机|分機|内线|x|#|,|;)[\s:.]*([0-9]{1,8})\s*\Z",
    re.IGNORECASE,
)
_BY_DASH = re.compile(r"(\+?\s*[0-9 ]*\(?0[0-9]{2,3}\)?\s*-\s*[0-9]{7,8})\s*-\s*([0-9]{1,6})\s*\Z")


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number by its `key`, as it is `shown`, and the extension behind it.

    Of a withheld one all is empty.
    """

    key: str = ""
    shown: str = ""
    extension: str = ""
    withheld: bool = False


WITHHELD = Number(withheld=True)


def normalise(typed: str, dialling: Dialling) -> Number:
    """The number that `typed` stands for; never raises."""
    text = unicodedata.normalize("NFKC", clean(typed, TYPED_LIMIT)).strip()
    address = _ADDRESS.search(text)
    text = _SCHEME.sub("", (address[1] if address else text).strip()).split("@")[0]
    text, extension = _split(text)
    key = _settled(text, dialling)
    if not key:
        return WITHHELD
    return Number(key=key, shown=f"{key}-{extension}" if extension else key, extension=extension)


def _split(text: str) -> tuple[str, str]:
    """The number and the extension behind it."""
    found = _BY_DASH.fullmatch(text)
    if found:
        return found[1], found[2]
    found = _EXTENSION.search(text)
    # Without a number before it, it is no extension of anything.
    if found and digits(text[: found.start()]):
        return text[: found.start()], found[1]
    return text, ""


def _settled(text: str, dialling: Dialling) -> str:
    """The key that reads as itself: a code written twice is taken off twice."""
    key = _key(text, dialling)
    for _turn in range(LONGEST):
        again = _key(key, dialling)
        if again == key:
            break
        key = again
    return key


def _key(text: str, dialling: Dialling) -> str:
    number = digits(text)[:LONGEST]
    abroad = text.lstrip("( '").startswith("+")
    if not number.strip("0"):
        return ""
    if not abroad and len(number) <= dialling.extension:
        return number
    if not abroad and number.startswith("00"):
        number, abroad = number.lstrip("0"), True
    if abroad:
        if not number.startswith(dialling.country):
            return f"+{number}"
        return _national(number.removeprefix(dialling.country), dialling)
    if dialling.trunk and number.startswith(dialling.trunk):
        return _national(number, dialling)
    if number.startswith(dialling.country) and len(number) >= len(dialling.country) + _IN_FULL:
        return _national(number.removeprefix(dialling.country), dialling)
    if dialling.area and len(number) in _LOCAL:
        return _national(dialling.area + number, dialling)
    return number


def _national(number: str, dialling: Dialling) -> str:
    """A number inside the country as one dials it, with or without its leading trunk digit."""
    while dialling.trunk and number.startswith(dialling.trunk):
        number = number.removeprefix(dialling.trunk)
    if not number or dialling.trunk == dialling.country:
        return number
    plain = dialling.country == _CHINA and (is_mobile(number) or _service(number))
    return number if plain else f"{dialling.trunk}{number}"


def _service(number: str) -> bool:
    """Numbers that are dialled alike from everywhere in the country."""
    return len(number) == _IN_FULL and number.startswith(_EVERYWHERE)
