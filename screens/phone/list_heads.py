"""What stands over the telephone's lists: their names and counts, a title, or that one is empty."""

from frontdesk.words import _, n_
from screens.parts.lines import Line
from screens.parts.list_tabs import Counted, Tab, counted_line, tabs_line
from screens.parts.listing import FOUND
from screens.parts.panel import empty_lines, hint, rule_line
from screens.phone.list_rows import Look

TODAY, MISSED, PROMISES, QUESTIONS, OPEN = "today", "missed", "promises", "questions", "open"
ORDER = (TODAY, MISSED, PROMISES, QUESTIONS, OPEN)


def name(which: str) -> str:
    """What a list is called in the row of all."""
    return {
        TODAY: _("Today"),
        MISSED: _("Call back"),
        PROMISES: _("Promises"),
        QUESTIONS: _("Questions"),
        OPEN: _("No outcome"),
    }[which]


def tabs(counted: dict[str, Counted], active: str, room: int, look: Look) -> Line:
    """`1 Today 12   2 Call back 3 …`: a digit, a name and a count each, red where one is late."""
    every = (Tab(name(which), counted[which], which == active) for which in ORDER)
    return tabs_line(every, room, look.ink, look.glyphs)


def title(which: str, counted: Counted, room: int, look: Look) -> Line:
    """`To call back ───── 3 people · 1 late   / find`."""
    ink = look.ink
    words = {
        TODAY: _("Calls today"),
        MISSED: _("To call back"),
        PROMISES: _("My promises"),
        QUESTIONS: _("Open questions"),
        OPEN: _("Without outcome"),
        FOUND: _("Found"),
    }[which]
    if which in (TODAY, OPEN, FOUND):
        many = n_("{count} call", "{count} calls", counted.many).format(count=counted.many)
    else:
        many = n_("{count} open", "{count} open", counted.many).format(count=counted.many)
    late = _("{count} late").format(count=counted.late) if counted.late else ""
    way = hint("Esc", _("back"), ink) if which == FOUND else hint("/", _("find"), ink)
    note = counted_line(many, late, way, ink, look.glyphs)
    return rule_line(words, room, ink, look.glyphs, note)


def empty(which: str, typed: str, look: Look) -> tuple[Line, ...]:
    """Two lines where a list would begin."""
    ink, glyphs = look.ink, look.glyphs
    if which == FOUND and not typed.strip():
        return empty_lines(
            _("Type the end of a number, a name or a word."), ink, glyphs, "", "Esc", _("back")
        )
    if which == FOUND:
        more = _("Fewer letters find more.")
        return empty_lines(_("No call is found."), ink, glyphs, more, "Esc", _("back"))
    says = {
        TODAY: _("No call today so far."),
        MISSED: _("Nobody is to be called back."),
        PROMISES: _("No promise is open."),
        QUESTIONS: _("No question is open."),
        OPEN: _("Every call has its outcome."),
    }[which]
    if which == TODAY:
        return empty_lines(says, ink, glyphs, "", "F3", _("it rings"))
    return empty_lines(says, ink, glyphs, "", "1", _("Calls today"))
