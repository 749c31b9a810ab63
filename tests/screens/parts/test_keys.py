"""Keys with an input method on."""

import pytest

from screens.parts.keys import digit, narrow


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("５", "5"), ("ａ", "a"), ("？", "?"), ("／", "/"), ("、", "/"), ("a", "a"), (None, "")],
)
def test_narrow(typed: str | None, meant: str) -> None:
    assert narrow(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("5", 5), ("５", 5), ("0", 0), ("a", None), (None, None), ("⑩", None), ("五", None)],
)
def test_digit(typed: str | None, meant: int | None) -> None:
    assert digit(typed) == meant
