"""The ring strip in its dock of nine rows, as pure lines (visual spec 4 "Ring strip"; P1)."""

from collections.abc import Sequence

import msgspec
from rich.style import Style

from frontdesk.clock import MINUTE, SECOND, Millis
from frontdesk.packs.structs import Cadence
from frontdesk.phone import ringing
from frontdesk.words import _
from screens.parts.countdown import clock_text
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import BLANK, Line, cut, ends, fit, line, over, width
from screens.parts.panel import margin
from screens.phone.ring_bar import GAP, Segment, bar_rows, layout

ROWS = 9
_TENTH = SECOND // 10


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of the dock as they are shown."""

    answer: str = "F3"
    pass_on: str = "F5"
    gone: str = "Ctrl+G"


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """A call that rings. `number` is masked, or says why there is none; `who` may call by it.

    `about`: what is known of them; `draft`: that they stand in the form in hand. `passing`: whom
    F5 passes to, "" for nobody. `second`: one is talking already.
    """

    elapsed: Millis
    cadence: Cadence
    line: str = ""
    number: str = ""
    who: str = ""
    about: str = ""
    draft: str = ""
    passing: str = ""
    by_hand: bool = False
    second: bool = False
    keys: Keys = Keys()


def ring_lines(ring: Ring, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The dock in ROWS rows of exactly `room` cells."""
    side = margin(room)
    before = line((glyphs.edge, ink.edge), " " * (2 * side - 1))
    inner = max(0, room - width(before) - side)
    segments = layout(inner, ring.cadence, ring.elapsed)
    head, below = _head(ring, segments, inner, ink, glyphs)
    above, low = bar_rows(segments, ring.cadence, ring.elapsed, ink, glyphs)
    captions = _captions(ring, segments, inner, ink, glyphs)
    body = (BLANK, head, below, above, low, captions, BLANK, _keys(ring, inner, ink, glyphs), BLANK)
    return [over(ink.surface, fit((*before, *row), room, more=glyphs.more)) for row in body]


def _head(
    ring: Ring, segments: Sequence[Segment], room: int, ink: Ink, glyphs: Glyphs
) -> tuple[Line, Line]:
    """The call and who it may be; what has no room beside the number stands in the row below."""
    title = _("Second call") if ring.second else _("Incoming call")
    left = line((title, ink.hi))
    if ring.line:
        left += line("   ", (glyphs.text(_("line {line}").format(line=ring.line)), ink.dim))
    left += line("   " if ring.number else "", (glyphs.text(ring.number), ink.fg))
    if ring.by_hand:
        left += line((f" {glyphs.dot} " + _("by hand"), ink.dim))
    known = [
        line((glyphs.text(ring.who), ink.hi)),
        line((glyphs.text(ring.about), ink.dim)),
        line((glyphs.text(ring.draft), ink.fg)),
    ]
    known = [one for one in known if one]
    right = _elapsed(ring, ink, glyphs)
    # In line with the second ring, so that the eye goes down from the name.
    at = segments[1].at if len(segments) > 1 else 0
    begin = max(at, width(left) + GAP + 1)
    space = room - width(right) - GAP - begin
    first = len(known)
    while first and width(_dotted(known[:first], ink, glyphs)) > space:
        first -= 1
    if first:
        left = (*fit(left, begin), *_dotted(known[:first], ink, glyphs))
    rest = _dotted(known[first:], ink, glyphs)
    indent = max(0, min(at, room - width(rest))) if first else 0
    below = cut(line(" " * indent, *rest), room, glyphs.more)
    return ends(left, right, room, gap=GAP, more=glyphs.more), below


def _dotted(parts: Sequence[Line], ink: Ink, glyphs: Glyphs) -> Line:
    out: Line = ()
    for part in parts:
        out += (*(line((f" {glyphs.dot} ", ink.dim)) if out else ()), *part)
    return out


def _elapsed(ring: Ring, ink: Ink, glyphs: Glyphs) -> Line:
    return line((_span(ring.elapsed), ink.hi))


def _span(span: Millis) -> str:
    """`6.9 s`, from a minute 1:04."""
    span = max(0, span)
    if span >= MINUTE:
        return clock_text(span)
    return _("{seconds} s").format(seconds=f"{span // SECOND}.{span % SECOND // _TENTH}")


def _captions(ring: Ring, segments: Sequence[Segment], room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """Under each ring what it is, or how late the call is and which ring sounds now."""
    out: Line = ()
    ends_at = [one.at for one in segments[1:]] + [room + 1]
    for place, (segment, end) in enumerate(zip(segments, ends_at, strict=True)):
        space = max(0, end - segment.at - 1)
        wordings = _caption(ring, segment, place, len(segments), ink, glyphs)
        found = next((one for one in wordings if width(one) <= space), wordings[-1])
        out = (*out, *line(" " * (segment.at - width(out))), *cut(found, space, glyphs.more))
    return out


def _caption(
    ring: Ring, segment: Segment, place: int, many: int, ink: Ink, glyphs: Glyphs
) -> list[Line]:
    """The wordings of a caption, the longest first."""
    cadence, elapsed = ring.cadence, max(0, ring.elapsed)
    now = ringing.rings_sounded(cadence, elapsed)
    by = clock_text(ringing.answer_by(cadence))
    if now > cadence.target_rings:
        return [_late_caption(ring, now, place, many, ink, glyphs)]
    name = _ring_name(segment.ring)
    over_at = clock_text(segment.ring * cadence.ring)
    if segment.ring < now:
        told = line((name, ink.dim), "  ", (f"{glyphs.done} {over_at}", ink.dim))
        return [told, line((name, ink.dim))]
    if segment.ring == now:
        left = _span(-(-ringing.left(cadence, elapsed) // _TENTH) * _TENTH)
        words = _("answer in {time}").format(time=left)
        return [
            line((name, ink.hi), gap, (f"{glyphs.soon} {text}", ink.soon))
            for gap, text in (("  ", words), (" ", words), (" ", left))
        ]
    if segment.ring == cadence.target_rings:
        words = _("answer before {time}").format(time=by)
        return [
            *(line((name, ink.dim), gap, (words, ink.dim)) for gap in ("  ", " ")),
            line((f"{name} {glyphs.ahead} {by}", ink.dim)),
        ]
    told = line((name, ink.dim), "  ", (f"{glyphs.ahead} {over_at}", ink.dim))
    return [told, line((name, ink.dim))]


def _late_caption(ring: Ring, now: int, place: int, many: int, ink: Ink, glyphs: Glyphs) -> Line:
    """How late at the first segment, until when it was in time at the last."""
    cadence = ring.cadence
    told: Line = ()
    if place == 0:
        late = clock_text(ringing.late(cadence, ring.elapsed))
        words = _("LATE {time}").format(time=late)
        told = line((f" {glyphs.due} {words} ", ink.due), "  ", (_ring_name(now), ink.hi))
    elif place == many - 1:
        by = clock_text(ringing.answer_by(cadence))
        told = line((_("in time was before {time}").format(time=by), ink.dim))
    return told


def _ring_name(ring: int) -> str:
    return _("RING {number}").format(number=ring)


def _keys(ring: Ring, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """What may be done now; the note gives way first."""
    keys = ring.keys
    answer = _("Hold and answer") if ring.second else _("Answer")
    chip = Style(reverse=True, bold=True) + ink.accent
    row = line((f" {keys.answer} {answer} ", chip))
    if ring.passing:
        words = _("Pass to {who}").format(who=glyphs.text(ring.passing))
        row += line("   ", (keys.pass_on, ink.key), (f" {words}", ink.fg))
    row += line("   ", (keys.gone, ink.key), (" " + _("Caller gone"), ink.fg))
    note = line("    ", (glyphs.text(_note(ring)), ink.dim))
    return row + note if width(row) + width(note) <= room else row


def _note(ring: Ring) -> str:
    if ring.by_hand:
        return _("By hand: the rings count from your key.")
    if ringing.rings_sounded(ring.cadence, ring.elapsed) > ring.cadence.target_rings:
        return _("Late: thank them for waiting first.")
    return _("After ring {number} it is late.").format(number=ring.cadence.target_rings)


def again(times: int, days: int) -> str:
    """`calling again, call 3 in 7 days`, for `Ring.about`; nothing where `times` before is 0."""
    if times <= 0:
        return ""
    return _("calling again, call {number} in {days} days").format(number=times + 1, days=days)
