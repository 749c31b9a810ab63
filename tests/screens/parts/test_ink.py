"""Ink: the spec's colours, contrast that can be read, and no colour where none is wanted."""

import pytest
from msgspec.structs import fields
from rich.style import Style

from screens.parts.ink import PALETTES, THEMES, VARIABLES, Ink, ink_of


def luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def styles(ink: Ink) -> dict[str, Style]:
    pairs = ((field.name, getattr(ink, field.name)) for field in fields(Ink))
    return {name: style for name, style in pairs if isinstance(style, Style)}


@pytest.mark.parametrize("name", PALETTES)
def test_words_can_be_read(name: str) -> None:
    colours = PALETTES[name]
    assert contrast(colours.foreground, colours.background) >= 13
    for word in (colours.dim, colours.accent, colours.soon, colours.due_text, colours.done):
        assert contrast(word, colours.background) >= 4.5
    assert contrast(colours.dim, colours.panel) >= 4.8
    assert contrast(colours.on_due, colours.due_bg) >= 4.5


def test_three_themes_with_our_variables() -> None:
    assert [theme.name for theme in THEMES] == list(PALETTES)
    assert [theme.dark for theme in THEMES] == [True, False, True]
    for theme in THEMES:
        assert theme.variables.keys() == VARIABLES.keys()
        assert {"hi", "dim", "rule", "faint", "track", "fill", "accent-bg", "accent-lo"} <= set(
            theme.variables
        )


def test_made_once_per_theme() -> None:
    assert ink_of("frontdesk-light", flat=False) is ink_of("frontdesk-light", flat=False)
    assert ink_of("no such theme", flat=False).colours is PALETTES["frontdesk-dark"]


def test_no_colour_means_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ink = ink_of("frontdesk-dark")
    assert ink.flat
    assert all(style.color is None and style.bgcolor is None for style in styles(ink).values())
    assert ink.due.reverse
    assert ink.hi.bold
    monkeypatch.setenv("NO_COLOR", "")
    assert not ink_of("frontdesk-dark").flat


def test_grounds_only_set_the_ground() -> None:
    ink = ink_of("frontdesk-dark", flat=False)
    for name in ("page", "surface", "panel", "field", "field_focus", "track", "track_odd"):
        style = styles(ink)[name]
        assert style.color is None
        assert style.bgcolor is not None
