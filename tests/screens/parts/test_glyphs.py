"""Glyphs: one cell each, and the plain set is plain to any terminal."""

import unicodedata

import pytest
from msgspec.structs import fields

from screens.parts import cells
from screens.parts.glyphs import FULL, PLAIN, Glyphs, chosen


def signs(glyphs: Glyphs) -> dict[str, str]:
    return {
        field.name: getattr(glyphs, field.name)
        for field in fields(Glyphs)
        if isinstance(getattr(glyphs, field.name), str)
    }


@pytest.mark.parametrize("glyphs", [FULL, PLAIN])
def test_each_sign_is_one_cell(glyphs: Glyphs) -> None:
    wide = {name: sign for name, sign in signs(glyphs).items() if cells.width(sign) != 1}
    assert wide == ({"more": ".."} if glyphs.plain else {})


def test_the_plain_set_holds_nothing_a_terminal_may_draw_wide() -> None:
    assert all(
        unicodedata.east_asian_width(character) == "Na"
        for sign in signs(PLAIN).values()
        for character in sign
    )


def test_every_sign_has_a_plain_twin_in_text() -> None:
    shown = PLAIN.text("".join(signs(FULL).values()) + "".join(FULL.eighths[-1:]))
    assert shown.isascii()
    assert FULL.text("a → b") == "a → b"


def test_the_set_is_chosen_by_what_was_measured() -> None:
    assert chosen(wide=True) is PLAIN
    assert chosen(wide=False) is FULL
