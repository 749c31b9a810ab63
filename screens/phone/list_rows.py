"""The rows of the telephone's lists as pure lines (visual spec 4, 5; P4, P6, D7).

A row has two lines where there is room for all of them, else one. Numbers are masked here.
"""

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from rich.style import Style

from frontdesk.clock import Millis
from frontdesk.packs.phone import Phone
from frontdesk.phone import ringing
from frontdesk.phone.lists import CallLine, Missed
from frontdesk.tasks.tasks import Kind, OpenTask, Tried
from frontdesk.text import mask_phone
from frontdesk.words import _, n_
from screens.parts import cells
from screens.parts.countdown import State, clock_text, left_line, step_line
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, fit, line, width
from screens.parts.listpane import Row

SIGN = 3
TIME = 5
DAY = 8
TICKET = 6
SPAN = 8
STEP = 14
LEFT = 13
GAP = 2


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What a row stands for: a call, or something owed, with the call that it is about."""

    call_id: int | None = None
    task_id: int | None = None


class Look(NamedTuple):
    """How rows are drawn: `two` lines each or one, in `room` cells, in whose words.

    `name` gives a colleague's name, `day` a day as `23 Nov`, `when` a time with its day unless that
    is `today`; `me` is who looks.
    """

    ink: Ink
    glyphs: Glyphs
    two: bool
    room: int
    say: Callable[[str], str]
    time: Callable[[Millis], str]
    day: Callable[[Millis], str]
    when: Callable[[Millis], str]
    name: Callable[[int | None], str]
    me: int | None
    today: str

    def dots(self, *parts: str) -> str:
        """The parts there are, with a dot between."""
        return f" {self.glyphs.dot} ".join(part for part in parts if part)


class Standing(NamedTuple):
    """Where a call stands: sign, word, and the clock beside it."""

    sign: str
    mark: Style
    word: str
    style: Style
    span: Millis | None = None


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """Something owed as its list shows it: a call-back, a promise, an open question.

    `due_at` is None where there is no time to keep, or nobody who can be called.
    """

    chosen: Chosen
    kind: Kind
    ticket: str
    name: str
    phone: str
    withheld: bool
    text: str
    since: Millis
    due_at: Millis | None
    window: Millis
    count: int = 1
    first_id: int | None = None
    owner_id: int | None = None
    offered_id: int | None = None
    tries: tuple[Tried, ...] = ()

    def state(self, now: Millis) -> State:
        """Ahead, soon or due."""
        if self.due_at is None or now < self.due_at - self.window:
            return "ahead"
        return "due" if now >= self.due_at else "soon"

    def late(self, now: Millis) -> bool:
        """Whether its time is over."""
        return self.state(now) == "due"


def owed_of_missed(one: Missed) -> Owed:
    """Whom to call back."""
    return Owed(
        chosen=Chosen(call_id=one.call_id, task_id=one.task_id),
        kind="callback",
        ticket=one.ticket,
        name=one.name,
        phone=one.phone,
        withheld=one.withheld,
        text="",
        since=one.missed_at,
        due_at=one.due_at,
        window=one.window,
        count=one.count,
        owner_id=one.owner_id,
        offered_id=one.offered_id,
        tries=one.tries,
    )


def owed_of_task(task: OpenTask, phone: Phone | None) -> Owed:
    """A task by the rules it was made under; without a time of its own it is never late."""
    timed = task.due_at is not None or task.kind == "callback"
    return Owed(
        chosen=Chosen(call_id=task.about_id if task.about == "call" else None, task_id=task.id),
        kind=task.kind,
        ticket=task.ticket,
        name=task.name,
        phone=task.phone,
        withheld=False,
        text=task.text,
        since=task.created_at,
        due_at=task.next_at(phone) if timed else None,
        window=task.window,
        first_id=task.first_id,
        owner_id=task.owner_id,
        offered_id=task.offered_id,
        tries=task.tries,
    )


# -- calls -------------------------------------------------------------------------------------


def standing(call: CallLine, now: Millis, look: Look) -> Standing:
    """Where a call stands, in words."""
    ink, glyphs, facts = look.ink, look.glyphs, call.facts
    state = call.state(now)
    talked = ringing.talked(facts, call.holds, now)
    if state == "ringing":
        word = _("rings") if call.direction == "in" else _("calling")
        return Standing(glyphs.now, ink.title, word, ink.title, ringing.rang(facts, now))
    if state == "talking":
        return Standing(glyphs.now, ink.title, _("talking"), ink.title, talked)
    if state == "held":
        held = ringing.held(call.holds, now)
        return Standing(glyphs.ahead, ink.fg, _("on hold"), ink.fg, held)
    if state == "missed":
        settled = ringing.settled(facts, call.rules, now)
        return Standing(
            glyphs.wrong, ink.strong, _("missed"), ink.strong, ringing.rang(settled, now)
        )
    if call.open_record(now):
        word = _("write it up") if state == "wrapup" else _("no outcome")
        return Standing(glyphs.ahead, ink.fg, word, ink.strong, talked)
    if facts.answered_at is None:
        return Standing(glyphs.wrong, ink.dim, _("not reached"), ink.dim)
    word = look.say(f"call.outcome.{call.outcome}") if call.outcome else ""
    if call.passed_to is not None:
        word = _("to {who}").format(who=look.name(call.passed_to))
    spoken = talked if call.direction != "none" else None
    return Standing(glyphs.done, ink.done, word, ink.fg, spoken)


def who(name: str, phone: str, withheld: bool, room: int, look: Look) -> Line:
    """The name and the masked number in at most `room` cells; the number goes before it is cut."""
    ink, glyphs = look.ink, look.glyphs
    number = mask_phone(phone)
    if not name:
        text = number or (_("number withheld") if withheld else _("no number"))
        return line(
            (cells.cut(glyphs.text(text), room, glyphs.more), ink.fg if number else ink.dim)
        )
    shown = line((cells.cut(glyphs.text(name), room, glyphs.more), ink.hi))
    if not number or width(shown) + GAP + cells.width(number) > room:
        return shown
    return line(*shown, " " * GAP, (number, ink.dim))


def about(call: CallLine, look: Look) -> str:
    """What it was about, and through which channel where it was no call."""
    channel = "" if call.channel == call.rules.channels[0] else f"call.channel.{call.channel}"
    return look.dots(
        look.say(channel) if channel else "",
        look.say(f"call.kind.{call.kind}") if call.kind else "",
    )


def call_row(call: CallLine, now: Millis, look: Look, *, dated: bool = False) -> Row:
    """One call. `dated`: the list holds calls of other days, which show their day."""
    ink, glyphs = look.ink, look.glyphs
    here = standing(call, now, look)
    when, who_room, rest = _call_columns(look, dated)
    at = look.time(call.began_at) if call.day == look.today else look.day(call.began_at)
    caller = who(call.name, call.phone, call.withheld, who_room - 2, look)
    if call.direction == "out":
        caller = line((f"{glyphs.arrow} ", ink.dim), *caller)
    told = about(call, look)
    first = line(
        (f" {here.sign} ", here.mark),
        (cells.right(at, when), ink.fg),
        " " * GAP,
        (cells.pad(call.ticket, TICKET), ink.dim),
        " " * GAP,
        *fit(caller, who_room, more=glyphs.more),
        " " * GAP,
        *fit(_words(here, "" if look.two else told, look), rest, more=glyphs.more),
        (cells.right(clock_text(here.span) if here.span is not None else "", SPAN), ink.fg),
    )
    if not look.two:
        return Row(Chosen(call_id=call.id), (first,))
    indent = SIGN + when + GAP + TICKET + GAP
    below = look.dots(told, _one_line(call.asked)) or rings(call, now)
    second = line(
        " " * indent,
        (cells.cut(glyphs.text(below), look.room - indent, glyphs.more), ink.dim),
    )
    return Row(Chosen(call_id=call.id), (first, second))


def rings(call: CallLine, now: Millis) -> str:
    """`ring 2, 0:07`, as the pack of that day counts rings; nothing where none are known."""
    rang = ringing.rang(ringing.settled(call.facts, call.rules, now), now)
    if rang is None or call.direction != "in":
        return ""
    ring = ringing.rings_sounded(call.pack.rings[call.pack.country], rang)
    return _("ring {number}, {time}").format(number=ring, time=clock_text(rang))


def _words(here: Standing, more: str, look: Look) -> Line:
    return line(
        (look.glyphs.text(here.word), here.style),
        (f" {look.glyphs.dot} " if more else "", look.ink.dim),
        (look.glyphs.text(more), look.ink.dim),
    )


def _call_columns(look: Look, dated: bool) -> tuple[int, int, int]:
    """The cells of the time, of the caller and of what came of it."""
    when = DAY if dated else TIME
    rest = max(0, look.room - SIGN - when - GAP - TICKET - GAP - GAP - SPAN)
    caller = rest * 11 // 20
    return when, caller, rest - caller


def call_heading(look: Look, *, dated: bool = False) -> Line:
    """What stands over the columns of calls."""
    when, caller, rest = _call_columns(look, dated)
    texts = (
        " " * SIGN,
        cells.right(_("Time"), when) + " " * GAP,
        cells.pad(_("No"), TICKET + GAP),
        cells.pad(_("Caller"), caller + GAP),
        cells.pad(_("How it ended"), rest),
        cells.right(_("How long"), SPAN),
    )
    return line(("".join(texts), look.ink.dim))


# -- what is owed ------------------------------------------------------------------------------


def kind_word(kind: Kind, *, due: bool) -> str:
    """What is to be done, in capitals once it is due."""
    if kind == "callback":
        return _("CALL BACK") if due else _("Call back")
    if kind == "promise":
        return _("PROMISE") if due else _("Promise")
    return _("QUESTION") if due else _("Question")


def hands(owed: Owed, look: Look) -> str:
    """In whose hands it is, where it is not plainly one's own."""
    if owed.offered_id is not None and owed.offered_id == look.me:
        return _("offered to you by {who}").format(who=look.name(owed.owner_id or owed.first_id))
    if owed.offered_id is not None:
        return _("offered to {who}").format(who=look.name(owed.offered_id))
    if owed.owner_id not in (None, look.me):
        return _("{who}'s").format(who=look.name(owed.owner_id))
    return ""


def tried(owed: Owed, look: Look) -> str:
    """How often it was tried, and what came of it last."""
    many = len(owed.tries)
    if not many:
        return ""
    said = n_("{count} try", "{count} tries", many).format(count=many)
    last = look.say(f"call.try.{owed.tries[-1].outcome}")
    return _("{who}: {text}").format(who=said, text=last)


def since(owed: Owed, look: Look) -> str:
    """When it came up: a missed call, with how many there were, or a question."""
    at = look.when(owed.since)
    if owed.kind != "callback":
        return _("since {time}").format(time=at)
    missed = _("missed {time}").format(time=at)
    if owed.count < 2:
        return missed
    return look.dots(
        missed, n_("{count} call", "{count} calls", owed.count).format(count=owed.count)
    )


def left(owed: Owed, now: Millis, look: Look) -> Line:
    """The countdown in the colour of its state; how long it is open where it has no time."""
    if owed.due_at is not None:
        return left_line(owed.state(now), owed.due_at - now, look.ink)
    if owed.kind == "callback":
        return line((look.glyphs.dash, look.ink.dim))
    return line((_("for {time}").format(time=clock_text(now - owed.since)), look.ink.dim))


def owed_row(owed: Owed, now: Millis, look: Look) -> Row:
    """One thing owed: what, to whom, by when, and in whose hands it is."""
    ink, glyphs = look.ink, look.glyphs
    state = owed.state(now)
    who_room, rest = _owed_columns(look)
    mine = hands(owed, look)
    text, risen = _one_line(owed.text), since(owed, look)
    if look.two:
        told = look.dots(owed.ticket, risen) if text else risen
    else:
        told = text or look.dots(tried(owed, look), risen)
    flag: tuple[Span, ...] = ()
    if mine and not look.two:
        flag = line((f"{glyphs.changed} ", ink.strong))
    first = line(
        *fit(step_line(state, kind_word(owed.kind, due=state == "due"), ink, glyphs), STEP),
        " ",
        *fit(who(owed.name, owed.phone, owed.withheld, who_room, look), who_room),
        " " * GAP,
        *fit((*flag, *line((glyphs.text(told), ink.dim))), rest, more=glyphs.more),
        *_right(left(owed, now, look), LEFT),
    )
    if not look.two:
        return Row(owed.chosen, (first,))
    below = text or look.dots(owed.ticket, tried(owed, look))
    mark = line((f"{glyphs.changed} {glyphs.text(mine)}", ink.strong)) if mine else ()
    second = fit(
        line(
            " " * (STEP + 1),
            *mark,
            (f" {glyphs.dot} " if mine else "", ink.dim),
            (glyphs.text(below), ink.dim),
        ),
        look.room,
        more=glyphs.more,
    )
    return Row(owed.chosen, (first, second))


def _right(spans: Line, room: int) -> Line:
    return line(" " * max(0, room - width(spans)), *spans)


def _owed_columns(look: Look) -> tuple[int, int]:
    """The cells of whom it is owed to, and of what is owed."""
    rest = max(0, look.room - STEP - 1 - GAP - LEFT)
    caller = rest // 2
    return caller, rest - caller


def owed_heading(look: Look) -> Line:
    """What stands over the columns of what is owed."""
    caller, rest = _owed_columns(look)
    texts = (
        cells.pad(" " * SIGN + _("What"), STEP + 1),
        cells.pad(_("Whom"), caller + GAP),
        cells.pad(_("About"), rest),
        cells.right(_("Due"), LEFT),
    )
    return line(("".join(texts), look.ink.dim))


def _one_line(text: str) -> str:
    return " ".join(text.split())
