"""Every string a person reads, in the language of the desk (requirement X3).

English is the source; `data/locale/zh/LC_MESSAGES/frontdesk.mo` is Simplified Chinese.
"""

import gettext

from frontdesk.resources import data_folder

LANGUAGES = ("en", "zh")

_current = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language` ("en" or "zh") from now on; an unknown one speaks English."""
    global _catalogue, _current
    _current = language if language in LANGUAGES else "en"
    if _current == "en":
        _catalogue = gettext.NullTranslations()
    else:
        # Without its catalogue the desk speaks English; it does not stay shut.
        _catalogue = gettext.translation(
            "frontdesk", data_folder() / "locale", [_current], fallback=True
        )


def language() -> str:
    """The language spoken now: "en" or "zh"."""
    return _current


def _(text: str) -> str:
    """`text` in the language spoken now."""
    return _catalogue.gettext(text) if text else ""


def n_(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits `count`."""
    return _catalogue.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for translation where it stands; it is translated when shown."""
    return text
