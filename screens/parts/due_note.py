"""What was understood of a time, beside its field: `today · in 9:09` (P4)."""

from datetime import tzinfo

from frontdesk.clock import DAY, HOUR, MINUTE, Millis
from frontdesk.tasks import when
from frontdesk.words import _
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, line


def due_line(
    typed: str, at: Millis, now: Millis, zone: tzinfo | None, ink: Ink, glyphs: Glyphs
) -> Line:
    """The day, the time where it was not typed as such, and how long that is from now.

    A day or more ahead the day says enough.
    """
    day = when.say_day(at, now, zone)
    if not when.says_clock(typed, at, zone):
        day = _("{day} {time}").format(day=day, time=when.say_clock(at, zone))
    if at <= now:
        return line((day, ink.dim), (f" {glyphs.dot} ", ink.dim), (_("over"), ink.hi))
    if at - now >= DAY:
        return line((day, ink.dim))
    return line((f"{day} {glyphs.dot} ", ink.dim), (_left(at - now), ink.fg))


def _left(span: Millis) -> str:
    """Less than a day ahead in whole minutes, cut off: `in 29 min`, `in 9:09`."""
    minutes = max(1, span // MINUTE)
    hours, rest = divmod(minutes * MINUTE, HOUR)
    told = f"{hours}:{rest // MINUTE:02}" if hours else _("{count} min").format(count=minutes)
    return _("in {time}").format(time=told)
