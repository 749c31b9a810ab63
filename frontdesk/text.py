"""Text from people is data: one cleaner, and what is hidden of numbers (requirements D1, D12).

What a Chinese character is, and which texts are the same however they were typed, stands here too.

`clean` and `clean_note` stand at the model's boundary. Whatever they return holds nothing that a
terminal acts on and nothing that is there without being seen; cleaning it again changes nothing.
"""

import re
import unicodedata

# Chinese characters, from first to last; 〇 stands apart from the others.
_HAN_SPANS = ((0x3400, 0x9FFF), (0x3007, 0x3007), (0xF900, 0xFAFF), (0x20000, 0x323AF))
# The same as a class of a regular expression, without its brackets.
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HAN_SPANS)

# What a reader cannot see, or a terminal obeys: controls, format marks, bidirectional marks,
# zero-width and filler characters, variation selectors, tags, lone surrogates, non-characters.
_UNSEEN = (
    "\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(chr(plane + last) for plane in range(65536, 1114112, 65536) for last in (65534, 65535))
_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe"
    "\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_ONE = f"{_PICTURE}\ufe0f?[\U0001f3fb-\U0001f3ff]?\u20e3?"
# Inside these, joiners and selectors belong to the picture: they are kept as they are.
_EMOJI = (
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    f"|{_ONE}(?:\u200d{_ONE})*\ufe0e?"
    "|[0-9#*]\ufe0f\u20e3"
)
_SUSPECT = re.compile(f"[{_UNSEEN}]")
_PARTS = re.compile(f"(?P<emoji>{_EMOJI})|\r\n|[{_UNSEEN}]")
_SPACES = frozenset("\t\xa0\u1680\u202f\u205f") | {chr(code) for code in range(0x2000, 0x200B)}
_BREAKS = frozenset(("\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"))
_SHOWN = re.compile("‹U\\+[0-9A-F]{4,6}›")
_SHOWN_LONGEST = len("‹U+10FFFF›")
_SARA_AM = frozenset("\u0e33\u0eb3")


def clean(value: str, limit: int) -> str:
    """`value` as one line of at most `limit` characters: NFC, nothing unseen left in it.

    Line breaks and tabs become spaces, the ends are trimmed; what cannot be seen is shown as a
    control picture (␛) or as its number (‹U+202E›). The cut never goes through one visible sign.
    Never raises on any `str`; `limit` below 1 gives "".
    """
    if len(value) <= limit and value.isascii() and value.isprintable():
        return value.strip(" ")
    return _clean(value, limit, " ")


def clean_note(value: str, limit: int) -> str:
    """As `clean`, but line breaks stay, each as one newline."""
    return _clean(value, limit, "\n")


def _clean(value: str, limit: int, line_break: str) -> str:
    if limit < 1:
        return ""
    # Four characters compose to one at most, so nothing that could be kept is lost here.
    text = value.lstrip()[: limit * 4 + 64]
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _SUSPECT.search(text):
        text = _PARTS.sub(lambda found: _seen(found, line_break), text)
    text = text.strip()
    if len(text) > limit:
        text = text[: _cut(text, limit)].rstrip()
    return text


def _seen(found: re.Match[str], line_break: str) -> str:
    text = found.group()
    if found["emoji"]:
        return text
    if text in _BREAKS:
        return line_break
    if text in _SPACES:
        return " "
    code = ord(text)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def _cut(text: str, limit: int) -> int:
    """Where to end `text` so that no visible sign is cut in two; at most `limit`."""
    at = limit
    while at > 0 and _inside(text, at):
        at -= 1
    shown = _SHOWN.search(text, max(0, at - _SHOWN_LONGEST + 1))
    while shown and shown.start() < at:
        if shown.end() > at:
            at = shown.start()
            break
        shown = _SHOWN.search(text, shown.end())
    if at > 0:
        return at
    # One sign longer than the whole limit: keep its beginning, without what only joins.
    at = limit
    while at > 1 and _SUSPECT.match(text[at - 1]):
        at -= 1
    return at


def _inside(text: str, at: int) -> bool:
    """Whether position `at` lies inside one visible sign of `text`."""
    after, before = text[at], text[at - 1]
    if after < "\u0300" and before < "\u0300":
        return False
    if before == "\u200d" or after == "\u200d" or after in _SARA_AM:
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if unicodedata.category(after)[0] == "M" or "\u1160" <= after <= "\u11ff":
        return True
    if unicodedata.combining(before) == 9:  # a virama joins the next consonant to it
        return True
    if "\U0001f1e6" <= after <= "\U0001f1ff":
        start = at
        while start and "\U0001f1e6" <= text[start - 1] <= "\U0001f1ff":
            start -= 1
        return (at - start) % 2 == 1
    return False


def is_han(sign: str) -> bool:
    """Whether `sign` begins with a Chinese character."""
    code = ord(sign[:1] or "\0")
    return any(first <= code <= last for first, last in _HAN_SPANS)


def folded(text: str) -> str:
    """Text as it is compared: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def digits(value: str) -> str:
    """Every decimal digit in `value`, of any script or width, as 0-9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in value if sign.isdecimal())


def is_mobile(number: str) -> bool:
    """Whether `number` (digits only) has the shape of a mobile number of mainland China."""
    return len(number) == 11 and number[0] == "1" and number[1] in "3456789"


def phone_digits(value: str) -> str:
    """The digits by which two ways of writing a phone number are compared; "" if there are none.

    Spaces, dashes, brackets go; full-width digits become 0-9; +86, 0086 and 86 go, and the 0 of
    an area code comes back; other countries keep their code, written without + or 00.
    """
    found = digits(value)
    abroad = unicodedata.normalize("NFKC", value.strip()).lstrip("( '").startswith("+")
    if found.startswith("00") and len(found) > 9:
        found, abroad = found[2:], True
    if not found.startswith("86"):
        return found
    rest = found[2:]
    if is_mobile(rest):
        return rest
    if not abroad or len(rest) < 7:
        return found
    area = 9 <= len(rest) <= 11 and rest[0] not in "01" and not rest.startswith(("400", "800"))
    return f"0{rest}" if area or (len(rest) == 10 and rest.startswith("10")) else rest


def mask_phone(value: str) -> str:
    """A phone number as lists show it: "13812342046" → "138****2046".

    Any shape: at least four digits are hidden where there are eight or more, at least half of
    them below; what holds no digit is hidden whole; "" stays "".
    """
    number = phone_digits(value)
    if not number:
        return "****" if value.strip() else ""
    number = number[:20]
    tail = min(4, len(number) // 2)
    head = max(0, min(3, len(number) - 8))
    hidden = len(number) - head - tail
    return number[:head] + "*" * hidden + number[len(number) - tail :]


def mask_document(value: str) -> str:
    """A document number as lists show it: its last four signs only, "****231X".

    A short one shows at most half of its signs; its length is not told.
    """
    signs = [sign for sign in clean(value, 60) if sign.isalnum()]
    tail = min(4, len(signs) // 2)
    if not signs:
        return "****" if value.strip() else ""
    return "****" + "".join(signs[len(signs) - tail :])
