"""Beside a case's form: what follows if it is saved now, what is likely the same, what to choose.

Nothing here is kept: all of it is worked out from what stands in the form (C2, C4, C7).
"""

from collections.abc import Collection, Sequence

import msgspec

from frontdesk.cases import cases, deadlines
from frontdesk.cases.deadlines import ClockFacts, Clocks
from frontdesk.cases.likeness import Alike, why_words
from frontdesk.cases.lists import CaseLine
from frontdesk.cases.sentences import say_role
from frontdesk.clock import Millis
from frontdesk.packs.cases import CaseKind
from frontdesk.staff.staff import Staff, staff_name
from frontdesk.words import _
from screens.cases import case_fields
from screens.cases.case_fields import Offer, Start, moment
from screens.cases.case_look import span_text
from screens.parts import cells
from screens.parts.choices import choice_lines
from screens.parts.context import Context, short_day
from screens.parts.keys import DIGITS
from screens.parts.lines import BLANK, Line, Span, cut, ends, line, over, width
from screens.parts.panel import rule_line
from screens.parts.prose import wrap, wrap_most

LABEL = 12
NAME = 20
# Likely same matters that are shown: a tick, their number, why in at most so many rows.
SAME = 3
MARK, SAME_AT = 2, 12
WHY_ROWS = 2


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What follows if the form is saved now.

    `graded` is False while nobody said how grave it is: its times are not known then. `counted`
    is False where the calendar has not the working days asked for.
    """

    kind: CaseKind
    begins: Start
    rungs: int
    place: int
    until: Millis | None
    owner: str
    to: str
    to_rung: str
    clocks: Clocks | None
    graded: bool
    counted: bool


def saved(
    context: Context,
    kind: CaseKind,
    severity: str,
    received_at: Millis | None,
    to: Staff | None,
    *,
    joint: bool,
) -> Saved:
    """Work out what follows; `severity` "" while it is not chosen."""
    session = context.desk
    grade = severity or kind.severities[0].code
    begins = case_fields.start(session, kind, grade)
    steps = cases.forms(session.pack).ladder(kind.ladder)
    rung = begins.rung
    now = session.now()
    place = steps.rungs.index(rung) + 1 if rung is not None else 0
    higher = rung is not None and steps.above(rung.code) is not None
    asked = case_fields.rung_for(session, kind, begins, to.role) if to is not None else None
    clocks, counted = None, True
    if session.pack.calendar is not None:
        facts = ClockFacts(received_at=now if received_at is None else received_at, joint=joint)
        try:
            clocks = deadlines.clocks(
                facts, kind, kind.severity(grade), session.pack.calendar, session.zone
            )
        except ValueError:
            counted = False
    return Saved(
        kind=kind,
        begins=begins,
        rungs=len(steps.rungs),
        place=place,
        until=deadlines.rung_until(rung, now) if rung is not None and higher else None,
        owner=staff_name(session.staff_id),
        to=(to.name or "") if to is not None else "",
        to_rung=asked.code if asked is not None else "",
        clocks=clocks,
        graded=bool(severity),
        counted=counted,
    )  # fmt: skip


def saved_lines(found: Saved, room: int, context: Context) -> list[Line]:
    """`If saved now` as a pane: who has it, until when, and whom it is told."""
    ink, glyphs = context.ink, context.glyphs
    shown = [rule_line(_("If saved now"), room, ink, glyphs), BLANK]

    def row(label: str, value: str, note: str = "", *, strong: bool = False) -> None:
        left = line(
            (cells.pad(label, LABEL, glyphs.more), ink.dim),
            (glyphs.text(value), ink.hi if strong else ink.fg),
        )
        right = line((glyphs.text(note), ink.dim))
        # What is said goes before its note.
        right = right if width(left) + width(right) < room else ()
        shown.append(ends(left, right, room, more=glyphs.more))

    if found.begins.rung is None:
        shown += [line((one, ink.hi)) for one in wrap(_not_mine(), room)]
        return shown
    row(_("Owner"), found.owner, strong=True)
    if found.to:
        row("", _("until {who} accepts").format(who=found.to))
    row(_("Rung"), _rung(found, context), _place(found))
    if found.until is not None:
        row(_("Till"), moment(found.until, context), span_text(found.begins.rung.within))
    if found.begins.must is not None and not found.to:
        word = context.say(f"case.rung.{found.begins.must.code}.name")
        row(_("Goes up to"), _("{rung}: to whom?").format(rung=word), strong=True)
    elif found.to_rung not in ("", found.begins.rung.code):
        row(_("Goes up to"), context.say(f"case.rung.{found.to_rung}.name"))
    clocks = found.clocks
    if clocks is not None and not found.graded and len(found.kind.severities) > 1:
        row(_("Times"), _("by how grave it is"))
    elif clocks is not None:
        if clocks.acknowledge_at is not None:
            span = clocks.acknowledge_at - clocks.resolve_from
            row(_("Acknowledge"), moment(clocks.acknowledge_at, context), span_text(span))
        if clocks.resolve_at is not None and clocks.days is not None:
            row(_("Resolve"), moment(clocks.resolve_at, context), _days(clocks.days))
    elif not found.counted:
        row(_("Resolve"), _("the calendar ends before that"))
    if found.kind.notice:
        row(_("Tells"), _told(found), _("at once"))
    return shown


def saved_short(found: Saved, room: int, context: Context) -> list[Line]:
    """The same in two rows, under the form of a narrow screen."""
    ink, glyphs = context.ink, context.glyphs
    if found.begins.rung is None:
        return [cut(line(" ", (_not_mine(), ink.hi)), room, glyphs.more), BLANK]
    who: list[Span] = [*line(" ", (glyphs.text(found.owner), ink.hi))]
    if found.to:
        who += line((" " + glyphs.text(_("until {who} accepts").format(who=found.to)), ink.fg))
    parts = [_rung(found, context), _place(found), _till(found, context)]
    must = found.begins.must
    if must is not None and not found.to:
        word = context.say(f"case.rung.{must.code}.name")
        parts = [_("goes up at once to {rung}: to whom?").format(rung=word)]
    dot = f" {glyphs.dot} "
    who += line((dot + dot.join(glyphs.text(one) for one in parts if one), ink.dim))
    clocks = found.clocks
    times: list[Span] = [*line(" ")]
    if clocks is not None and not found.graded and len(found.kind.severities) > 1:
        times += line((_("times by how grave it is"), ink.dim))
    elif clocks is not None:
        for word, at in (
            (_("acknowledge by"), clocks.acknowledge_at), (_("resolve by"), clocks.resolve_at),
        ):  # fmt: skip
            if at is not None:
                gap = "   " if len(times) > 1 else ""
                times += line(gap, (f"{word} ", ink.dim), (moment(at, context), ink.fg))
    told = _("tells {who}").format(who=_told(found)) if found.kind.notice else ""
    return [
        cut(who, room, glyphs.more),
        ends(times, line((glyphs.text(told), ink.dim)), room, more=glyphs.more),
    ]


def _not_mine() -> str:
    return _("Your role may not hold such a case.")


def _rung(found: Saved, context: Context) -> str:
    rung = found.begins.rung
    return context.say(f"case.rung.{rung.code}.name") if rung is not None else ""


def _place(found: Saved) -> str:
    if found.rungs == 1:
        return ""
    return _("{at} of {all}").format(at=found.place, all=found.rungs)


def _till(found: Saved, context: Context) -> str:
    if found.until is None:
        return ""
    now, zone = context.now(), context.desk.zone
    time = context.time(found.until)
    if short_day(found.until, zone) != short_day(now, zone):
        time = f"{short_day(found.until, zone)} {time}"
    return _("till {time}").format(time=time)


def _days(days: int) -> str:
    return _("1 working day") if days == 1 else _("{count} working days").format(count=days)


def _told(found: Saved) -> str:
    return _(", ").join(say_role(role) for role in found.kind.notice)


# -- likely the same ---------------------------------------------------------------------------


class SameCase(msgspec.Struct, frozen=True):
    """A case that may be about the same matter, and why."""

    line: CaseLine
    why: tuple[str, ...]


def same_of(alike: Sequence[Alike], linked: Sequence[CaseLine]) -> list[SameCase]:
    """Those linked first, also where they are no more alike, then the others."""
    whys = {one.line.id: one.why for one in alike}
    first = [SameCase(one, whys.get(one.id, ())) for one in linked]
    known = {one.id for one in linked}
    return [*first, *(SameCase(one.line, one.why) for one in alike if one.line.id not in known)]


def same_lines(
    found: Sequence[SameCase],
    ticked: Collection[int],
    kind: str,
    room: int,
    context: Context,
    key: str,
) -> list[Line]:
    """`Likely the same` as a pane: number, why, and how it stands."""
    ink, glyphs = context.ink, context.glyphs
    note = line((key, ink.key), (" " + _("link"), ink.dim)) if found else ()
    shown = [rule_line(_("Likely the same"), room, ink, glyphs, note), BLANK]
    if not found:
        return [*shown, line((_("Nothing alike so far."), ink.dim))]
    for one in found[:SAME]:
        here = one.line.id in ticked
        why = wrap_most(glyphs.text(why_words(one.why)), room - SAME_AT, WHY_ROWS, glyphs.more)
        state = cells.cut(glyphs.text(_state(one.line, kind, context)), room - SAME_AT, glyphs.more)
        head = line(
            (cells.pad(glyphs.done if here else "", MARK), ink.title),
            (cells.pad(one.line.number, SAME_AT - MARK, glyphs.more), ink.hi if here else ink.fg),
        )
        rows = [*((row, ink.fg) for row in why), (state, ink.dim)]
        shown.append(line(*head, rows[0]))
        shown += [line(" " * SAME_AT, row) for row in rows[1:]]
    return shown


def same_short(
    found: Sequence[SameCase], ticked: Collection[int], room: int, context: Context, key: str
) -> Line:
    """The likeliest in one row."""
    ink, glyphs = context.ink, context.glyphs
    if not found:
        return line(" ", (_("Nothing alike so far."), ink.dim))
    mark = glyphs.done
    spans = [*line(" ", (_("Alike:"), ink.dim))]
    for one in found[:SAME]:
        ticks = f"{mark} " if one.line.id in ticked else ""
        spans += line("  ", (ticks, ink.title), (one.line.number, ink.hi))
        if one is found[0]:
            spans += line((" " + glyphs.text(why_words(one.why)), ink.dim))
    return ends(spans, line((key, ink.key), (" " + _("link"), ink.dim)), room, more=glyphs.more)


def _state(one: CaseLine, kind: str, context: Context) -> str:
    """How a case stands; its kind only where that is another."""
    day = short_day(one.received_at, context.desk.zone)
    if one.closed_at is None:
        state = _("still open")
        who = staff_name(one.owner_id)
    else:
        state, who = context.say(f"case.outcome.{one.outcome}"), ""
    word = context.say(f"case.kind.{one.kind}.short") if one.kind != kind else ""
    return f" {context.glyphs.dot} ".join(part for part in (word, day, state, who) if part)


# -- what to choose ----------------------------------------------------------------------------


def offer_lines(
    title: str, found: Sequence[Offer], chosen: str, room: int, rows: int, context: Context
) -> list[Line]:
    """The list of a field in which one chooses by digit, one row each."""
    ink, glyphs = context.ink, context.glyphs
    shown = [rule_line(title, room, ink, glyphs, _choose(context)), BLANK]
    name = min(NAME, max((cells.width(one.name) for one in found), default=0))
    for at, one in enumerate(found[:DIGITS]):
        here = one.key == chosen
        head = line(
            (f" {at + 1} ", ink.key),
            (cells.pad(glyphs.text(one.name), name, glyphs.more), ink.hi if here else ink.fg),
            ("  " + glyphs.text(one.about), ink.dim),
        )
        row = ends(head, line((glyphs.text(one.more), ink.dim)), room, more=glyphs.more)
        shown.append(over(ink.panel, row) if here else row)
    left = len(found) - DIGITS
    if left > 0:
        more = _("{count} more: type letters to narrow").format(count=left)
        shown.append(line("   ", (more, ink.dim)))
    if not found:
        shown.append(line("   ", (_("Nothing by that name."), ink.fg)))
    return shown[:rows]


def offer_short(
    title: str, found: Sequence[Offer], chosen: str, room: int, rows: int, context: Context
) -> list[Line]:
    """The same flowing in a few rows, under the form of a narrow screen."""
    ink, glyphs = context.ink, context.glyphs
    shown = [rule_line(title, room, ink, glyphs, _choose(context))]
    options = [(one.key, one.name) for one in found[:DIGITS]]
    if not options:
        return [*shown, line("   ", (_("Nothing by that name."), ink.fg))]
    return [*shown, *choice_lines(options, chosen, room, ink, glyphs)][:rows]


def _choose(context: Context) -> Line:
    return line(("1-9", context.ink.key), (" " + _("choose"), context.ink.dim))


def grade_offers(kind: CaseKind, context: Context, *, joint: bool) -> list[Offer]:
    """Each severity with where it starts and its times: what choosing it means (C2)."""
    found = []
    for one in kind.severities:
        days = one.joint if joint and one.joint is not None else one.resolve
        times = [span_text(one.acknowledge)] if one.acknowledge is not None else []
        times += [_("{count} days").format(count=days)] if days is not None else []
        rung = context.say(f"case.rung.{one.starts}.name")
        word = case_fields.grade(kind, one.code, context)
        found.append(Offer(one.code, word, rung, " ".join(times)))
    return found
