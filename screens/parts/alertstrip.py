"""Row 1, the same on all screens: what is due next, the telephone, the counters (visual spec 4)."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from frontdesk.clock import Millis
from frontdesk.words import _
from screens.parts import cells
from screens.parts.countdown import countdown, sign
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, Span, cut, line, over, width
from screens.parts.panel import margin


class Counter(msgspec.Struct, frozen=True):
    """A counter at the right: its word, a short one for 80 columns, its figure."""

    word: str
    short: str
    value: str
    late: bool = False


class Phone(msgspec.Struct, frozen=True):
    """What the telephone does: a word before it or none, one for 80 columns, and how it stands.

    While it is in use it outlasts the counters.
    """

    word: str
    short: str
    text: str
    state: Literal["quiet", "live", "late"] = "quiet"


class Alert(msgspec.Struct, frozen=True):
    """What the strip says. `state` clear: nothing is due, until the time `until` if any."""

    state: Literal["clear", "ahead", "soon", "due"] = "clear"
    subject: str = ""
    step: str = ""
    left: Millis = 0
    until: str = ""
    counters: Sequence[Counter] = ()
    phone: Phone | None = None
    warning: str = ""
    """Something wrong with the desk itself; stands before the rest until it is mended."""


def alert_line(alert: Alert, screen_width: int, ink: Ink, glyphs: Glyphs) -> Line:
    """The strip in exactly `screen_width` cells. The left part gives way last."""
    wide = screen_width >= 110
    side = margin(screen_width)
    left = _left(alert, wide, side, ink, glyphs)
    right = _counters(alert.counters, wide, ink)
    centre = _phone(alert.phone, wide, ink, glyphs)
    room = screen_width - side
    # The step due next is never cut for a counter: counters go first, from the left.
    least = min(width(left), room)
    if alert.phone is not None and alert.phone.state != "quiet" and least + width(centre) < room:
        least += width(centre) + 1
    counters = list(alert.counters)
    while right and least + width(right) + 2 > room:
        counters.pop(0)
        right = _counters(counters, wide, ink)
    taken = width(right) + (2 if right else 0)
    if centre and min(width(left), room) + width(centre) + 1 + taken > room:
        centre = ()
    shown = cut(left, room - taken - (width(centre) + 1 if centre else 0), glyphs.more)
    free = max(0, room - width(shown) - width(centre) - width(right))
    before = (free + 1) // 2 if centre else free
    strip = line(*shown, " " * before, *centre, " " * (free - before), *right)
    pad = screen_width - width(strip)
    return over(ink.panel, line(*strip, " " * pad))


def _left(alert: Alert, wide: bool, side: int, ink: Ink, glyphs: Glyphs) -> Line:
    edge = " " * side
    before: Line = ()
    if alert.warning:
        before = line(edge, (f"{glyphs.wrong} {glyphs.text(alert.warning)}", ink.hi))
        edge = "  "
    if alert.state == "clear":
        says = (
            _("Nothing due before {time}").format(time=alert.until)
            if alert.until
            else _("Nothing is due")
        )
        return before + line(edge, (says, ink.dim))
    between = f" {glyphs.dot} " if wide else " "
    time = countdown(alert.state, alert.left)
    words = between.join(part for part in (alert.subject, alert.step, time) if part)
    words = f"{sign(alert.state, glyphs)} {words}"
    if alert.state == "due":
        # Inverse to the edge of the screen, so that it is seen from across the hall.
        return before + line((f"{edge}{words} ", ink.due))
    return before + line(edge, (words, ink.soon if alert.state == "soon" else ink.fg))


def _counters(counters: Sequence[Counter], wide: bool, ink: Ink) -> Line:
    spans: list[Span] = []
    for counter in counters:
        word = counter.word if wide else counter.short
        style = ink.due_text if counter.late else ink.dim
        spans += line("  " if spans else "", (f"{word} ", style))
        spans += line((counter.value, ink.due_text if counter.late else ink.hi))
    return tuple(spans)


def _phone(phone: Phone | None, wide: bool, ink: Ink, glyphs: Glyphs) -> Line:
    if phone is None:
        return ()
    style = {"quiet": ink.fg, "live": ink.title, "late": ink.due}[phone.state]
    text = f" {phone.text} " if phone.state == "late" else phone.text
    word = phone.word if wide else phone.short
    told = line((f"{word} " if word else "", ink.dim), (text, style))
    split = line((glyphs.split, ink.rule))
    return (*split, *line(" "), *told, *line(" "), *split) if wide else told


class AlertStrip(Drawn):
    """Row 1 of every screen. What `alert` says is what F4 does."""

    DEFAULT_CSS = """
    AlertStrip { height: 1; width: 100%; background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.alert = Alert()

    def put(self, alert: Alert, ink: Ink, glyphs: Glyphs = FULL) -> None:
        """Say this; nothing is drawn when it is what stands."""
        self.alert = alert
        self.draw(lambda room: [alert_line(alert, room, ink, glyphs)])


def subject(ticket: str, name: str, room: int) -> str:
    """`A012 张三` in at most `room` cells; the ticket is never cut."""
    return f"{ticket} {cells.cut(name, max(2, room - cells.width(ticket) - 1))}".strip()
