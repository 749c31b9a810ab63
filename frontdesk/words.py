"""Every string a person reads, in the language of the desk (requirement X3).

English is the source; `data/locale/zh/LC_MESSAGES/frontdesk.mo` is Simplified Chinese. What reads
a catalogue is loaded with the first one: a telephone's hook, which says nothing, goes without.
"""

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import gettext

LANGUAGES = ("en", "zh")

_current = "en"
_catalogue: "gettext.NullTranslations | None" = None
_asking: Callable[[], str] | None = None


def use(language: str) -> None:
    """Speak `language` ("en" or "zh") from now on; an unknown one speaks English."""
    global _asking, _catalogue, _current
    _asking = None
    _current = language if language in LANGUAGES else "en"
    _catalogue = None
    if _current != "en":
        import gettext

        from frontdesk.resources import data_folder

        # Without its catalogue the desk speaks English; it does not stay shut.
        _catalogue = gettext.translation(
            "frontdesk", data_folder() / "locale", [_current], fallback=True
        )


def use_once_said(asking: Callable[[], str]) -> None:
    """Ask for the language only when the first sentence is said."""
    global _asking
    _asking = asking


def _settle() -> None:
    global _asking
    if _asking is not None:
        # Whoever is asked may have something to say too: in English.
        asking, _asking = _asking, None
        use(asking())


def language() -> str:
    """The language spoken now: "en" or "zh"."""
    _settle()
    return _current


def _(text: str) -> str:
    """`text` in the language spoken now."""
    _settle()
    return _catalogue.gettext(text) if _catalogue is not None and text else text


def n_(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits `count`."""
    _settle()
    if _catalogue is None:
        return one if count == 1 else many
    return _catalogue.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for translation where it stands; it is translated when shown."""
    return text
