"""What stands over the lists of cases: their names and counts, a title, or that one is empty."""

from collections.abc import Mapping
from typing import Final

from frontdesk.cases.lists import Group
from frontdesk.words import _, n_
from screens.cases.case_look import Look
from screens.parts.lines import Line, line
from screens.parts.list_tabs import Counted, Tab, counted_line, tabs_line
from screens.parts.listing import FOUND
from screens.parts.panel import empty_lines, hint, rule_line

DUE: Final = "due"
MINE: Final = "mine"
OPEN: Final = "open"
ACCEPT: Final = "accept"
ALL: Final = "all"
ORDER: Final = (DUE, MINE, OPEN, ACCEPT, ALL)
GROUPS: Final[tuple[Group | None, ...]] = (None, "rung", "place", "kind")
"""How a list is grouped, one way after the other."""


def name(which: str) -> str:
    """What a list is called in the row of all."""
    return {
        DUE: _("Due next"),
        MINE: _("Mine"),
        OPEN: _("Open cases"),
        ACCEPT: _("To accept"),
        ALL: _("All"),
    }[which]


def tabs(counted: Mapping[str, Counted], active: str, room: int, look: Look) -> Line:
    """`1 Due next 12   2 Mine 3 …`, red where one is late."""
    every = (Tab(name(which), counted[which], which == active) for which in ORDER)
    return tabs_line(every, room, look.ink, look.glyphs)


def title(which: str, counted: Counted, by: Group | None, room: int, look: Look) -> Line:
    """`Due next ───── 12 open · 2 late   g by rung   / find`."""
    ink = look.ink
    words = {
        DUE: _("Due next"),
        MINE: _("My cases"),
        OPEN: _("Open cases"),
        ACCEPT: _("Offered to you"),
        ALL: _("All cases"),
        FOUND: _("Found"),
    }[which]
    if which in (ALL, FOUND):
        many = n_("{count} case", "{count} cases", counted.many).format(count=counted.many)
    else:
        many = n_("{count} open", "{count} open", counted.many).format(count=counted.many)
    late = _("{count} late").format(count=counted.late) if counted.late else ""
    way = hint("Esc", _("back"), ink) if which == FOUND else hint("/", _("find"), ink)
    if which not in (ALL, FOUND):
        way = (*hint("g", group_hint(by), ink), *line("   "), *way)
    return rule_line(words, room, ink, look.glyphs, counted_line(many, late, way, ink, look.glyphs))


def group_hint(by: Group | None) -> str:
    """How the list is grouped now."""
    if by is None:
        return _("group")
    return {"rung": _("by rung"), "place": _("by place"), "kind": _("by kind")}[by]


def empty(which: str, typed: str, look: Look) -> tuple[Line, ...]:
    """Two lines where a list would begin."""
    ink, glyphs = look.ink, look.glyphs
    if which == FOUND and not typed.strip():
        says = _("Type a number, a name, the end of a phone, or words.")
        return empty_lines(says, ink, glyphs, "", "Esc", _("back"))
    if which == FOUND:
        more = _("Fewer letters find more.")
        return empty_lines(_("No case is found."), ink, glyphs, more, "Esc", _("back"))
    if which == MINE:
        return empty_lines(_("No case is yours."), ink, glyphs, "", "3", _("Open cases"))
    if which == ACCEPT:
        return empty_lines(_("Nothing is offered to you."), ink, glyphs, "", "1", _("Due next"))
    says = _("No case so far.") if which == ALL else _("No case is open.")
    return empty_lines(says, ink, glyphs, "", "n", _("New case"))
