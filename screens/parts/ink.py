"""The themes, and `Ink`: the styles of every role, worked out once per theme (visual spec 2).

Amber, red and green mean time only. With NO_COLOR set nothing has a colour: weight, reverse and
underline carry the meaning, and bars are drawn with different characters.
"""

import os
from collections.abc import Mapping
from functools import cache

import msgspec
from rich.style import Style
from textual.theme import Theme


class Palette(msgspec.Struct, frozen=True):
    """The colours of one theme, as `#rrggbb`."""

    background: str
    surface: str
    panel: str
    foreground: str
    hi: str
    accent: str
    accent_bg: str
    accent_lo: str
    soon: str
    soon_fill: str
    due_bg: str
    due_text: str
    on_due: str
    done: str
    done_fill: str
    dim: str
    rule: str
    faint: str
    track: str
    track_odd: str
    fill: str
    fill_odd: str


DARK = Palette(
    background="#13171b",
    surface="#1a1f24",
    panel="#252c33",
    foreground="#d9dedf",
    hi="#ffffff",
    accent="#82b4ea",
    accent_bg="#1d3349",
    accent_lo="#3d5f83",
    soon="#e3ad4c",
    soon_fill="#b98a37",
    due_bg="#c23b36",
    due_text="#f28b82",
    on_due="#ffffff",
    done="#84b089",
    done_fill="#2c4233",
    dim="#94a0a8",
    rule="#343d45",
    faint="#5f6b75",
    track="#232a30",
    track_odd="#1e242a",
    fill="#66737d",
    fill_odd="#5d6973",
)

LIGHT = Palette(
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e6e3d9",
    foreground="#22282c",
    hi="#000000",
    accent="#175a9e",
    accent_bg="#dbe7f2",
    accent_lo="#8fb2d4",
    soon="#875400",
    soon_fill="#b97a14",
    due_bg="#b3261e",
    due_text="#a8201a",
    on_due="#ffffff",
    done="#3c6d46",
    done_fill="#cfe2d0",
    dim="#5b6268",
    rule="#cfcabd",
    faint="#98968c",
    track="#e9e6dd",
    track_odd="#f0ede5",
    fill="#78828a",
    fill_odd="#838c93",
)

# For weak eyes and bad screens: nothing that must be read is under 10:1 on the page.
CONTRAST = Palette(
    background="#000000",
    surface="#0d0d0d",
    panel="#262626",
    foreground="#ffffff",
    hi="#ffffff",
    accent="#8fd0ff",
    accent_bg="#00345c",
    accent_lo="#5f93bd",
    soon="#ffd24a",
    soon_fill="#e0a800",
    due_bg="#d40000",
    due_text="#ffb3ab",
    on_due="#ffffff",
    done="#9be8a4",
    done_fill="#14591f",
    dim="#d6d6d6",
    rule="#7a7a7a",
    faint="#9c9c9c",
    track="#2b2b2b",
    track_odd="#212121",
    fill="#a6a6a6",
    fill_odd="#969696",
)

PALETTES: Mapping[str, Palette] = {
    "frontdesk-dark": DARK,
    "frontdesk-light": LIGHT,
    "frontdesk-contrast": CONTRAST,
}


def _variables(colours: Palette) -> dict[str, str]:
    """Our own TCSS variables: `$hi`, `$accent-bg`, `$due-text`, `$track-odd` and so on."""
    own = {
        name.replace("_", "-"): colour for name, colour in msgspec.structs.asdict(colours).items()
    }
    # Textual makes its own of these from the theme's main colours.
    for name in ("background", "surface", "panel", "foreground", "accent"):
        del own[name]
    return own | {
        "input-cursor-background": colours.accent,
        "input-cursor-foreground": colours.background,
        "input-selection-background": colours.accent_lo,
        "input-selection-foreground": colours.foreground,
        "border": colours.accent,
        "border-blurred": colours.panel,
    }


def _theme(name: str, colours: Palette) -> Theme:
    return Theme(
        name=name,
        primary=colours.accent,
        secondary=colours.accent_lo,
        accent=colours.accent,
        warning=colours.soon,
        error=colours.due_bg,
        success=colours.done,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        dark=colours.background < "#8",
        variables=_variables(colours),
    )


THEMES: tuple[Theme, ...] = tuple(_theme(name, colours) for name, colours in PALETTES.items())
VARIABLES: Mapping[str, str] = _variables(DARK)
"""For `App.get_theme_variable_defaults`: so that our TCSS parses under any theme."""


class Ink(msgspec.Struct, frozen=True, eq=False):
    """The styles of one theme by role; `flat` when colours are not wanted.

    A role named like a ground (`panel`, `surface`, `field`, `track` …) sets only the background,
    the others only what is on it, so that two are joined with `+`; `due`, `emergency` set both.
    Compared by identity, so that it can key a cache.
    """

    name: str
    flat: bool
    colours: Palette
    fg: Style
    hi: Style
    strong: Style
    dim: Style
    rule: Style
    faint: Style
    accent: Style
    title: Style
    key: Style
    edge: Style
    soon: Style
    soon_text: Style
    due: Style
    due_text: Style
    due_word: Style
    done: Style
    emergency: Style
    page: Style
    surface: Style
    panel: Style
    field: Style
    field_focus: Style
    track: Style
    track_odd: Style
    on_fill: Style
    on_soon: Style
    on_due: Style
    on_done: Style
    fill: Style
    fill_odd: Style
    soon_fill: Style
    due_fill: Style
    done_fill: Style


def _coloured(name: str, colours: Palette) -> Ink:
    def fg(colour: str, bold: bool | None = None) -> Style:
        return Style(color=colour, bold=bold)

    def bg(colour: str) -> Style:
        return Style(bgcolor=colour)

    return Ink(
        name=name,
        flat=False,
        colours=colours,
        fg=fg(colours.foreground),
        hi=fg(colours.hi, bold=True),
        strong=fg(colours.foreground, bold=True),
        dim=fg(colours.dim),
        rule=fg(colours.rule),
        faint=fg(colours.faint),
        accent=fg(colours.accent),
        title=fg(colours.accent, bold=True),
        key=fg(colours.accent, bold=True),
        edge=fg(colours.accent),
        soon=fg(colours.soon, bold=True),
        soon_text=fg(colours.soon),
        due=Style(color=colours.on_due, bgcolor=colours.due_bg, bold=True),
        due_text=fg(colours.due_text, bold=True),
        due_word=fg(colours.due_text),
        done=fg(colours.done),
        emergency=Style(color=colours.background, bgcolor=colours.foreground, bold=True),
        page=bg(colours.background),
        surface=bg(colours.surface),
        panel=bg(colours.panel),
        field=bg(colours.panel),
        field_focus=bg(colours.accent_bg),
        track=bg(colours.track),
        track_odd=bg(colours.track_odd),
        on_fill=fg(colours.background, bold=True),
        on_soon=fg(colours.background, bold=True),
        on_due=fg(colours.on_due, bold=True),
        on_done=fg(colours.done),
        fill=fg(colours.fill),
        fill_odd=fg(colours.fill_odd),
        soon_fill=fg(colours.soon_fill),
        due_fill=fg(colours.due_bg),
        done_fill=fg(colours.done_fill),
    )


def _flat(name: str, colours: Palette) -> Ink:
    plain, bold = Style(), Style(bold=True)
    special = {
        "hi": bold,
        "strong": bold,
        "faint": Style(dim=True),
        "rule": Style(dim=True),
        "title": bold,
        "key": bold,
        "edge": bold,
        "soon": bold,
        "due": Style(bold=True, reverse=True),
        "due_text": bold,
        "emergency": Style(bold=True, reverse=True),
        "field": Style(underline=True),
        "field_focus": Style(underline=True, bold=True),
        "on_soon": bold,
        "on_due": Style(bold=True, reverse=True),
        "soon_fill": bold,
        "due_fill": Style(bold=True, reverse=True),
    }
    roles = [
        field.name
        for field in msgspec.structs.fields(Ink)
        if field.name not in {"name", "flat", "colours"}
    ]
    styles = {role: special.get(role, plain) for role in roles}
    return Ink(name=name, flat=True, colours=colours, **styles)


@cache
def _made(name: str, flat: bool) -> Ink:
    colours = PALETTES.get(name, DARK)
    return _flat(name, colours) if flat else _coloured(name, colours)


def ink_of(theme: str, *, flat: bool | None = None) -> Ink:
    """The ink of the theme so named (dark when unknown), made once.

    `flat` None means: as the environment's NO_COLOR says, when it is set to anything.
    """
    return _made(theme, bool(os.environ.get("NO_COLOR")) if flat is None else flat)
