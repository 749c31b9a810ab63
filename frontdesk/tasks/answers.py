"""When an answer is none (D7): a question never ends with "I don't know"."""

import unicodedata

from frontdesk.errors import InputError
from frontdesk.packs.structs import Pack
from frontdesk.words import _

_LANGUAGES = ("en", "zh")


def check(pack: Pack, answer: str) -> None:
    """Raise InputError when an answer is missing, or is nothing but what one never says (D7)."""
    if not answer:
        raise InputError("answer", _("An answer is missing."))
    if says_nothing(pack, answer):
        raise InputError(
            "answer",
            _("That is no answer."),
            _("Keep the question open and ask someone who knows."),
        )


def says_nothing(pack: Pack, answer: str) -> bool:
    """Whether nothing is left of an answer but phrases that the pack says never to give.

    "我不知道" holds "不知道" and one sign more: that is no answer either.
    """
    phone = pack.phone
    rest = _folded(answer)
    if phone is None or not rest:
        return not rest
    phrases = {
        _folded(pack.say(f"never.{code}", lang)) for code in phone.never for lang in _LANGUAGES
    }
    found = False
    for phrase in sorted(phrases - {""}, key=len, reverse=True):
        found = found or phrase in rest
        rest = rest.replace(phrase, "")
    return found and len(rest) <= 1


def _folded(text: str) -> str:
    """Letters and digits alone, whatever their width and case."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum()
    )
