"""Keys as they are meant, whatever an input method makes of them (house "Keys"; X2)."""

import unicodedata

# How many choices a digit can mean.
DIGITS = 9
# What a Chinese input method sends for the key of `/`.
_MEANT = {"、": "/", "。": "."}


def narrow(character: str | None) -> str:
    """The half-width character that was meant; empty for a key that makes none."""
    if not character:
        return ""
    return _MEANT.get(character) or unicodedata.normalize("NFKC", character)


def digit(character: str | None) -> int | None:
    """The digit 1 to 9 (or 0) that was meant, full-width ones included; else None."""
    meant = narrow(character)
    return int(meant) if len(meant) == 1 and meant in "0123456789" else None
