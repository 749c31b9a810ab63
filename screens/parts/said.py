"""Small words that several pages say alike."""

from frontdesk.words import _


def sex_word(code: str) -> str:
    """A sex in one letter or character."""
    return {"m": _("M"), "f": _("F")}.get(code, "")
