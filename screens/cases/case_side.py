"""The selected case beside its list, or folded under it (visual spec 4, 5; C1 to C4, C7)."""

from typing import NamedTuple

from rich.style import Style

from frontdesk.cases import cases, patterns, reading, sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.patterns import Pattern
from frontdesk.cases.steps import Step, StepCode
from frontdesk.clock import DAY, Millis
from frontdesk.session import Session
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.cases import fact_lines
from screens.cases.case_look import month_day, weekday
from screens.cases.case_rows import ListLook, state_of, step_word
from screens.parts import cells
from screens.parts.act_hints import ActHint, act_chain, act_lines
from screens.parts.countdown import State, countdown, remaining, sign
from screens.parts.label_lines import LABEL, label_lines
from screens.parts.lines import BLANK, Line, cut, ends, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap_most

KEY = 7
WORD = 14
WEEK = 7
SAID_ROWS = 6
WISH_ROWS = 2
ANSWER_ROWS = 3


class Picture(NamedTuple):
    """What is known of the selected case; `days`: the time in which alike ones are a pattern."""

    case: CaseFile
    pattern: Pattern | None
    days: int


class Clock(NamedTuple):
    """One clock of a case: what is to be done, how it stands, by when; or since when it is done."""

    word: str
    state: State
    at: Millis | None
    left: Millis = 0
    stands: str = ""


def read(session: Session, case_id: int) -> Picture:
    """The case and the pattern it belongs to, read from the desk."""
    within = cases.forms(session.pack).again.within
    pattern = patterns.patterns(session, cases.case_by_id(case_id))
    return Picture(reading.read_case(session, case_id), pattern, within // DAY)


# -- clocks ------------------------------------------------------------------------------------


def clocks(case: CaseFile, now: Millis) -> list[Clock]:
    """To acknowledge, to accept or pass up, to resolve: whatever is owed, and what is done."""
    if case.closed_at is not None:
        return []
    found = []
    worked = case.clocks
    if case.acknowledged_at is not None:
        found.append(Clock(_("Acknowledged"), "done", case.acknowledged_at))
    elif worked.acknowledge_at is not None:
        step = Step(step="acknowledge", due_at=worked.acknowledge_at, window=worked.soon)
        found.append(_clock(step, now))
    if case.rung_until is not None:
        code: StepCode = "rung" if case.offered_id is None else "accept"
        step = Step(step=code, due_at=case.rung_until, window=case.held.window)
        found.append(_clock(step, now))
    if worked.resolve_at is not None:
        step = Step(step="resolve", due_at=worked.resolve_at, window=worked.soon_days)
        found.append(_clock(step, now))
    elif case.paused is not None:
        word = step_word("resolve", due=False)
        reason = sentences.word(case, "pause", case.paused.reason)
        found.append(Clock(word, "ahead", None, stands=reason))
    return found


def _clock(step: Step, now: Millis) -> Clock:
    word = step_word(step.step, due=False)
    return Clock(word, state_of(step, now), step.due_at, step.due_at - now)


def _styles(clock: Clock, look: ListLook) -> tuple[str, Style, Style]:
    """The sign of a clock, its style and that of the time left."""
    ink = look.ink
    if clock.stands:
        return look.glyphs.changed, ink.strong, ink.strong
    styles = {
        "ahead": (ink.dim, ink.fg),
        "soon": (ink.soon, ink.soon),
        "due": (ink.due_text, ink.due_text),
        "done": (ink.done, ink.dim),
    }
    return sign(clock.state, look.glyphs), *styles[clock.state]


def _left(clock: Clock) -> str:
    if clock.stands:
        return _("stands")
    if clock.state == "done":
        return ""
    return countdown("due", clock.left) if clock.state == "due" else remaining(clock.left)


def clock_lines(clock: Clock, look: ListLook, room: int) -> list[Line]:
    """`◕ Acknowledge   9:05    1:16:48 left` in exactly `room` cells; under it why it stands."""
    ink, more = look.ink, look.glyphs.more
    mark, mark_style, style = _styles(clock, look)
    at = _left(clock) if clock.at is None else _short(clock.at, look)
    head = line(
        (f"{mark} ", mark_style),
        (cells.pad(clock.word, WORD - 2), ink.fg if clock.state != "done" else ink.dim),
        " ",
        (at, ink.dim),
    )
    if clock.stands:
        why = line("  ", (look.text(clock.stands), ink.dim))
        return [head, cut(why, room, more)]
    return [ends(head, line((_left(clock), style)), room, more=more)]


def _short(at: Millis, look: ListLook) -> str:
    """`9:05` of today, else the day alone: what is left says the rest."""
    day = look.day(at)
    apart = abs((day - look.day(look.now)).days)
    if not apart:
        return look.clock(at)
    return weekday(day) if apart < WEEK else month_day(day)


# -- facts -------------------------------------------------------------------------------------


def title(picture: Picture, look: ListLook) -> str:
    """`C-0228 吕敏`."""
    return f"{picture.case.number} {look.text(picture.case.name)}".strip()


def facts(picture: Picture, look: ListLook, room: int, said: int) -> list[Line]:
    """Who, what, how grave, whose it is; what was said in at most `said` rows."""
    case, ink, glyphs = picture.case, look.ink, look.glyphs

    def told(label: str, text: str, most: int = WISH_ROWS) -> list[Line]:
        return label_lines(look.text(label), text, room, ink, glyphs, most=most)

    quoted = f"{glyphs.opening}{look.text(case.facts)}{glyphs.closing}" if case.facts else ""
    kind = sentences.word(case, f"kind.{case.kind}", "name")
    joint = _("several departments") if case.joint else ""
    return [
        *told(_("Form"), look.dots(look.text(kind), joint)),
        *told(sentences.label(case, "person"), fact_lines.person(case, look)),
        *told(sentences.label(case, "phone"), mask_phone(case.phone)),
        *told(sentences.label(case, "place"), fact_lines.about_text(case, look)),
        *told(sentences.label(case, "facts"), quoted, said),
        *told(sentences.label(case, "wish"), case.wish, min(said, WISH_ROWS)),
        *_row(_("Severity"), fact_lines.marks(case, look), look, room),
        *_row(_("Owner"), _owner(case, look), look, room),
        *_row(_("Ladder"), _rung(case, look), look, room),
        *_row("", _offer(case, look), look, room),
    ]


def _row(label: str, words: Line, look: ListLook, room: int) -> list[Line]:
    if not words:
        return []
    head = line((cells.pad(label, LABEL, look.glyphs.more), look.ink.dim))
    return [cut((*head, *words), room, look.glyphs.more)]


def _owner(case: CaseFile, look: ListLook) -> Line:
    since = _("since {time}").format(time=look.stamp(case.owner_since))
    name = look.text(case.owner) or look.glyphs.dash
    return line((name, look.ink.hi), (f" {look.glyphs.dot} {since}", look.ink.dim))


def _rung(case: CaseFile, look: ListLook) -> Line:
    place = next((one.place for one in case.rungs if one.code == case.rung), 0)
    word = look.text(sentences.word(case, f"rung.{case.rung}", "name"))
    return line((f"{place}/{len(case.rungs)}  ", look.ink.dim), (word, look.ink.fg))


def _offer(case: CaseFile, look: ListLook) -> Line:
    if case.offered_id is None:
        return ()
    if case.offered_id == look.me:
        words = _("offered to you")
    else:
        words = _("offered to {who}").format(who=look.text(case.offered))
    return line((f"{look.glyphs.changed} {words}", look.ink.strong))


def _closed(case: CaseFile, look: ListLook, room: int) -> list[Line]:
    """How it ended, when, and what the person was told."""
    ink, glyphs = look.ink, look.glyphs
    if case.closed_at is None:
        return []
    word = look.text(sentences.word(case, "outcome", case.outcome))
    how = look.text(sentences.word(case, "way", case.how))
    said = {"yes": _("accepted"), "no": _("not accepted")}.get(case.accepted, "")
    ended = line((f"{glyphs.done} ", ink.done), (word, ink.done))
    rows = [ends(ended, line((look.dots(how, said), ink.dim)), room, more=glyphs.more)]
    answer = wrap_most(look.text(case.answer), room, ANSWER_ROWS, glyphs.more)
    return rows + [line((row, ink.fg)) for row in answer]


# -- acts --------------------------------------------------------------------------------------


def acts(picture: Picture, *, flat: bool = False) -> list[ActHint]:
    """What can be done from the list; folded it says there, too, that it is a pattern."""
    found = [ActHint("Enter", _("Open the case")), ActHint("n", _("New case"))]
    if picture.pattern is not None:
        word = _("Open an improvement")
        if flat:
            word = _("{alike}: an improvement").format(alike=alike(picture))
        found.append(ActHint("i", word))
    return found


def alike(picture: Picture) -> str:
    """`3 alike in 90 days`, where it is a pattern."""
    if picture.pattern is None:
        return ""
    return _("{count} alike in {days} days").format(count=picture.pattern.count, days=picture.days)


# -- the whole ---------------------------------------------------------------------------------


def tall(picture: Picture, look: ListLook, room: int, rows: int) -> list[Line]:
    """The whole pane: facts, clocks, a pattern, acts, in at most the rows there are."""
    below = _below(picture, look, room)
    head = [rule_line(title(picture, look), room, look.ink, look.glyphs), BLANK]
    space = max(1, rows - len(head) - len(below))
    # What was said gives way first; what can be done is never lost for want of rows.
    for said in range(SAID_ROWS, 0, -1):
        body = facts(picture, look, room, said)
        if len(body) <= space:
            break
    return [*head, *body[:space], *below][:rows]


def _below(picture: Picture, look: ListLook, room: int) -> list[Line]:
    case, ink, glyphs = picture.case, look.ink, look.glyphs
    shown: list[Line] = []
    if case.closed_at is not None:
        when = look.stamp(case.closed_at)
        shown += [BLANK, rule_line(_("Closed"), room, ink, glyphs, when)]
        shown += _closed(case, look, room)
    else:
        shown += [BLANK, rule_line(_("Clocks"), room, ink, glyphs)]
        for one in clocks(case, look.now):
            shown += clock_lines(one, look, room)
    if picture.pattern is not None:
        since = _("since {time}").format(time=look.stamp(picture.pattern.since))
        told = line((f"{glyphs.changed} ", ink.strong), (alike(picture), ink.strong))
        shown += [BLANK, rule_line(_("Again and again"), room, ink, glyphs)]
        shown.append(ends(told, line((since, ink.dim)), room, more=glyphs.more))
    acting = act_lines(acts(picture), room, ink, KEY)
    return [*shown, BLANK, rule_line(_("Now"), room, ink, glyphs), *acting]


def flat(picture: Picture, look: ListLook, room: int, rows: int) -> list[Line]:
    """Folded under the list at 80 columns: who and what, clocks, what was said, acts."""
    case, ink, glyphs = picture.case, look.ink, look.glyphs
    chain = act_chain(acts(picture, flat=True), room, ink, glyphs)
    about = look.dots(
        fact_lines.person(case, look), mask_phone(case.phone), fact_lines.about_text(case, look)
    )
    head = [
        rule_line(title(picture, look), room, ink, glyphs, fact_lines.marks(case, look)),
        cut(line((about, ink.fg)), room, glyphs.more),
        cut(_flat_clocks(picture, look), room, glyphs.more),
    ]
    space = max(0, rows - len(head) - len(chain))
    quoted = f"{glyphs.opening}{look.text(case.facts)}{glyphs.closing}" if case.facts else ""
    said = wrap_most(quoted, room, space, glyphs.more)
    return [*head, *(line((row, ink.dim)) for row in said), *chain][:rows]


def _flat_clocks(picture: Picture, look: ListLook) -> Line:
    case, ink = picture.case, look.ink
    shown = _offer(case, look)
    if case.closed_at is not None:
        word = look.text(sentences.word(case, "outcome", case.outcome))
        shown += line((f"{look.glyphs.done} {word}", ink.done))
        shown += line(f" {look.glyphs.dot} ", (look.stamp(case.closed_at), ink.dim))
    for one in clocks(case, look.now):
        mark, mark_style, style = _styles(one, look)
        left, gap = _left(one), "   " if shown else ""
        shown += line(gap, (f"{mark} ", mark_style), (one.word, ink.fg))
        shown += line(" " if left else "", (left, style))
    return shown
