"""The rows of the lists of cases as pure lines (visual spec 4, 5; C3, C4).

A row has two lines where there is room for all of them, else one. Amber and red mean time only.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.style import Style

from frontdesk.cases.lists import CaseLine, Group
from frontdesk.cases.steps import Step, StepCode
from frontdesk.clock import Millis
from frontdesk.words import _, language
from screens.cases.case_look import Look
from screens.parts import cells
from screens.parts.countdown import State, clock_text, left_line, left_text, step_line
from screens.parts.lines import BLANK, Line, fit, line, width
from screens.parts.list_tabs import Counted, counted_line
from screens.parts.listpane import Row
from screens.parts.panel import rule_line

NUMBER = 7
MARKS = 4
KIND = 6
NAME = 8
OWNER = 8
RUNG = 3
SIGN = 3
STEP = 15
LEFT = 13
SEVERITY = 8
HOLDER = 16
NEXT = 18
GAP = 1
WIDER = 2
# Under so many cells a row is number, severity, name and next step.
FEW = 66
# From so many cells on the second line has room for what was said.
SAID = 40


class ListLook(Look, frozen=True, kw_only=True):
    """How rows are drawn: `two` lines each or one, in `room` cells; `me` is who looks.

    `short` are the short names of places by code.
    """

    two: bool
    room: int
    me: int | None
    short: Mapping[str, str]

    def place(self, code: str) -> str:
        """A place as lists name it."""
        return self.text(self.short.get(code, code)) if code else ""

    def staff(self, staff_id: int | None) -> str:
        """A colleague by name."""
        found = self.names.staff.get(staff_id, "") if staff_id is not None else ""
        return self.text(found) or self.glyphs.dash


class Head(NamedTuple):
    """What stands over the `cases` of one rung, place or kind; without a word an empty row."""

    word: str = ""
    cases: Sequence[CaseLine] = ()


def say(case: CaseLine, key: str) -> str:
    """The words of a code, as the pack had them when the case began."""
    return case.pack.say(f"case.{key}", language())


# -- what is next ------------------------------------------------------------------------------


def state_of(step: Step, now: Millis) -> State:
    """Ahead, soon or due."""
    if now >= step.due_at:
        return "due"
    return "soon" if now >= step.due_at - step.window else "ahead"


def is_late(case: CaseLine, now: Millis) -> bool:
    """Whether what is next about it should have been done."""
    return case.next is not None and now >= case.next.due_at


def counted(cases: Sequence[CaseLine], now: Millis) -> Counted:
    """How many these are, and how many of them are late."""
    return Counted(len(cases), sum(is_late(one, now) for one in cases))


def step_word(step: StepCode, *, due: bool) -> str:
    """What is to be done, in capitals once it is due."""
    plain, capitals = {
        "accept": (_("Accept"), _("ACCEPT")),
        "acknowledge": (_("Acknowledge"), _("ACKNOWLEDGE")),
        "rung": (_("Pass up"), _("PASS UP")),
        "resolve": (_("Resolve"), _("RESOLVE")),
    }[step]
    return capitals if due else plain


def _next(case: CaseLine, look: ListLook, room: int) -> Line:
    """The next step, or how it ended."""
    ink, glyphs = look.ink, look.glyphs
    if case.next is not None:
        state = state_of(case.next, look.now)
        word = step_word(case.next.step, due=state == "due")
        return fit(step_line(state, word, ink, glyphs), room, more=glyphs.more)
    if case.closed_at is not None:
        word = look.text(say(case, f"outcome.{case.outcome}"))
        return fit(step_line("done", word, ink, glyphs), room, more=glyphs.more)
    told = line((f" {glyphs.changed} ", ink.strong), (_("Clock stands"), ink.fg))
    return fit(told, room, more=glyphs.more)


def _left(case: CaseLine, look: ListLook, *, short: bool = False) -> Line:
    """The countdown in the colour of its state; when it was closed."""
    ink = look.ink
    if case.next is not None:
        state, left = state_of(case.next, look.now), case.next.due_at - look.now
        if short and state != "due":
            return line((left_text(left), ink.soon_text if state == "soon" else ink.dim))
        whole = left_line(state, left, ink)
        if short and width(whole) > LEFT:
            # Where ten days and more do not fit, the sign and the colour say that it is late.
            return line((clock_text(-left), ink.due_text))
        return whole
    return line((look.stamp(case.closed_at) if case.closed_at is not None else "", ink.dim))


# -- rows --------------------------------------------------------------------------------------


def marks(case: CaseLine, look: ListLook) -> str:
    """`▪▪▪`."""
    return look.glyphs.severity * case.severity_place


def rung(case: CaseLine) -> str:
    """`3/4`."""
    return f"{case.rung_place}/{case.rungs}"


def case_row(case: CaseLine, look: ListLook) -> Row:
    """One case: who, what, how grave, whose it is on which rung, what is next and by when."""
    return Row(case.id, _two(case, look) if look.two else (_one(case, look),))


def _name(case: CaseLine, look: ListLook, room: int) -> Line:
    word, style = look.text(case.name) or _("no name given"), look.ink.hi
    if not case.name or case.closed_at is not None:
        style = look.ink.dim
    return line((cells.pad(word, room, look.glyphs.more), style))


def _plain(case: CaseLine, look: ListLook) -> Style:
    """What is closed steps back."""
    return look.ink.fg if case.closed_at is None else look.ink.dim


def _one(case: CaseLine, look: ListLook) -> Line:
    ink, glyphs, more = look.ink, look.glyphs, look.glyphs.more
    columns = _columns(look.room)
    plain = _plain(case, look)
    flag = glyphs.changed if case.offered_id is not None else ""
    spans: Line = (
        *line((cells.pad(case.number, NUMBER), plain), " " * GAP),
        *line((cells.pad(marks(case, look), MARKS), plain), " " * GAP),
    )
    if columns.whole:
        kind = look.text(say(case, f"kind.{case.kind}.short"))
        spans += line((cells.pad(kind, KIND, more), ink.dim), " " * GAP)
    spans += line(*_name(case, look, columns.name), " " * GAP)
    if columns.whole:
        owner = look.staff(case.owner_id)
        spans += line(
            (cells.pad(look.place(case.place), columns.place, more), ink.dim),
            " " * GAP,
            (cells.pad(owner, OWNER, more), plain),
            " " * GAP,
            (cells.pad(rung(case), RUNG), ink.dim),
            (cells.pad(flag, GAP), ink.strong),
        )
    spans += _next(case, look, STEP)
    return fit((*spans, *_right(_left(case, look, short=True), LEFT)), look.room, more=more)


class _Columns(NamedTuple):
    """The cells of what a row of one line holds besides; `whole`: it has all columns."""

    name: int
    place: int
    whole: bool


def _columns(room: int) -> _Columns:
    first = NUMBER + GAP + MARKS + GAP
    if room < FEW:
        return _Columns(max(1, room - first - GAP - STEP - LEFT), 0, whole=False)
    held = GAP + OWNER + GAP + RUNG + GAP + STEP + LEFT
    rest = max(0, room - first - KIND - GAP - NAME - GAP - held)
    # What a short place leaves over is the name's.
    place = min(rest, 2 * KIND) if rest > KIND else rest
    return _Columns(NAME + rest - place, place, whole=True)


def _two(case: CaseLine, look: ListLook) -> tuple[Line, Line]:
    ink, more = look.ink, look.glyphs.more
    who = _who_room(look.room)
    plain = _plain(case, look)
    first = line(
        (cells.pad(case.number, NUMBER), plain),
        " " * GAP,
        (cells.pad(marks(case, look), SEVERITY), plain),
        " " * WIDER,
        *_name(case, look, who),
        " " * GAP,
        *fit(_holder(case, look), HOLDER, more=more),
        " " * GAP,
        *_next(case, look, NEXT),
    )
    kind = say(case, f"kind.{case.kind}.short")
    said = look.text(case.said) if who >= SAID else ""
    what = look.dots(look.text(kind), look.place(case.place), said)
    second = line(
        " " * (NUMBER + GAP),
        (cells.pad(look.text(say(case, f"severity.{case.kind}.{case.severity}")), SEVERITY, more),
         ink.dim),
        " " * WIDER,
        (cells.pad(what, who, more), ink.dim),
        " " * GAP,
        *fit(_rung_word(case, look), HOLDER, more=more),
        " " * (GAP + SIGN),
        *_left(case, look),
    )  # fmt: skip
    return fit(first, look.room, more=more), fit(second, look.room, more=more)


def _who_room(room: int) -> int:
    return max(1, room - NUMBER - GAP - SEVERITY - WIDER - GAP - HOLDER - GAP - NEXT)


def _holder(case: CaseLine, look: ListLook) -> Line:
    """`3/4  冯岚`."""
    return line((f"{rung(case)}  ", look.ink.dim), (look.staff(case.owner_id), _plain(case, look)))


def _rung_word(case: CaseLine, look: ListLook) -> Line:
    """The rung by name; to whom it is offered, where it is."""
    if case.offered_id is None:
        word = look.text(say(case, f"rung.{case.rung}.name"))
        return line((word, look.ink.dim))
    return line((f"{look.glyphs.changed} {offered(case, look)}", look.ink.strong))


def offered(case: CaseLine, look: ListLook) -> str:
    """To whom it is offered."""
    if case.offered_id == look.me:
        return _("offered to you")
    return _("to {who}").format(who=look.staff(case.offered_id))


def _right(spans: Line, room: int) -> Line:
    return line(" " * max(0, room - width(spans)), *spans)


# -- over the rows -----------------------------------------------------------------------------


def heading(look: ListLook) -> Line:
    """What stands over the columns."""
    pad = cells.pad
    following = " " * SIGN + _("Next step")
    if look.two:
        texts = [
            pad(_("No"), NUMBER), pad(_("Severity"), SEVERITY + GAP),
            pad(_("Who and what"), _who_room(look.room)), pad(_("Rung and owner"), HOLDER),
            following,
        ]  # fmt: skip
        return line((" ".join(texts), look.ink.dim))
    columns = _columns(look.room)
    texts = [pad(_("No"), NUMBER), " " * MARKS]
    if columns.whole:
        texts.append(pad(_("Kind"), KIND))
    texts.append(pad(_("Name"), columns.name))
    if columns.whole:
        texts += [pad(_("Place"), columns.place), pad(_("Owner"), OWNER)]
        # The last cell of this column is a flag's.
        following = pad(_("Rung"), RUNG + GAP) + following
    return line((" ".join(texts) + " " + following, look.ink.dim))


def head_row(head: Head, look: ListLook) -> Row:
    """The name of a group on a rule, with how many it has."""
    if not head.word:
        return Row(None, (BLANK,))
    ink, glyphs = look.ink, look.glyphs
    here = counted(head.cases, look.now)
    late = _("{count} late").format(count=here.late) if here.late else ""
    note = counted_line(str(here.many), late, (), ink, glyphs)
    rule = rule_line(look.text(head.word), look.room, ink, glyphs, note)
    return Row(None, (BLANK, rule) if look.two else (rule,))


def group_word(case: CaseLine, by: Group, look: ListLook) -> str:
    """What a group is called by any of its cases."""
    if by == "place":
        return look.place(case.place) or _("No place")
    if by == "rung":
        return say(case, f"rung.{case.rung}.name")
    return say(case, f"kind.{case.kind}.name")
