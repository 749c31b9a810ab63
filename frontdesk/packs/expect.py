"""What is asked of every list in a pack, and the one way to say that it is not so (X4).

Each raises PackError, naming the file and the key.
"""

from collections.abc import Iterable, Sequence
from typing import NoReturn

from frontdesk.errors import PackError
from frontdesk.words import _

DIGITS = 9


def choice(file: str, key: str, found: Sequence[object]) -> None:
    """Something to choose from, each by one digit."""
    some(file, key, found)
    digits(file, key, found)


def digits(file: str, key: str, found: Sequence[object]) -> None:
    """At most as many as there are digits, each once."""
    if len(found) > DIGITS:
        wrong(file, key, _("expected at most {count}, one digit each").format(count=DIGITS))
    once(file, key, found)


def some(file: str, key: str, found: Sequence[object]) -> None:
    """At least one."""
    if not found:
        wrong(file, key, _("expected at least one"))


def once(file: str, key: str, found: Iterable[object]) -> None:
    """None of them twice."""
    seen = set()
    for code in found:
        if code in seen:
            wrong(file, key, _("{name} stands here twice").format(name=code))
        seen.add(code)


def known(file: str, key: str, found: Iterable[str], among: Iterable[str]) -> None:
    """Each of them one of `among`."""
    names = list(among)
    for code in found:
        if code not in names:
            wrong(
                file,
                key,
                _("{name} is not known, expected one of: {names}").format(
                    name=code, names=", ".join(names)
                ),
            )


def wrong(file: str, key: str, expected: str) -> NoReturn:
    """Say what was expected at `key` of `file`."""
    raise PackError(file, key, expected)
