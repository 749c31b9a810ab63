"""The waiting list's rows as pure lines (visual spec 4, 5): two lines wide, one line narrow."""

from collections.abc import Callable
from typing import NamedTuple

from frontdesk.clock import Millis
from frontdesk.desk.directory import Names
from frontdesk.desk.steps import HAND_OVER, StepState
from frontdesk.desk.waiting import Waiter
from frontdesk.packs.structs import Pack
from frontdesk.words import _, language
from screens.parts import cells
from screens.parts.countdown import State, clock_text, countdown, left_text, step_line
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, Span, ends, fit, line
from screens.parts.listpane import Row
from screens.parts.waitbar import Mark, MarkState, span_of, wait_bar, wait_head

BAR = 20
TICKET = 4
NAME_WIDE = 21
NAME_NARROW = 8
ROW_WIDE = 84
ROW_NARROW = 79
SINCE = 7
STAGE_WIDE = 9
STAGE_NARROW = 7


class Look(NamedTuple):
    """How a list is drawn: `two` lines a row or one, with which words, ink and names."""

    pack: Pack
    names: Names
    ink: Ink
    glyphs: Glyphs
    two: bool
    time: Callable[[Millis], str]


def step_word(pack: Pack, state: StepState) -> str:
    """The pack's words for a step as it stands: capitals once due, "again" from the second turn."""
    base = "emergency" if state.step == HAND_OVER else f"step.{state.step}"
    if state.state == "due":
        return pack.say(f"{base}.due", language())
    if state.turn > 1:
        return pack.say(f"{base}.again", language())
    return pack.say(f"{base}.do", language())


def marks(waiter: Waiter, states: tuple[StepState, ...]) -> list[Mark]:
    """The ticks of the bar, counted from the start of this wait."""
    if waiter.emergency:
        return [Mark(waiter.pack.emergency.within, _tick(one), one.window) for one in states]
    found: list[Mark] = []
    for step in waiter.pack.waiting.steps:
        mine = [one for one in states if one.step == step.code]
        if not mine or not step.mark:
            continue
        first = mine[0]
        open_one = next((one for one in mine if one.state in ("due", "soon", "ahead")), None)
        found.append(Mark(step.after, _tick(first), step.window))
        if open_one is not None and open_one is not first and waiter.began_at is not None:
            found.append(Mark(open_one.due_at - waiter.began_at, _tick(open_one), open_one.window))
    return found


def _tick(state: StepState) -> MarkState:
    return state.state


def row(waiter: Waiter, now: Millis, look: Look, odd: bool) -> Row:
    """One person's row."""
    states = waiter.states(now)
    open_one = next(
        (
            one
            for one in sorted(states, key=lambda one: one.due_at)
            if one.state in ("due", "soon", "ahead")
        ),
        None,
    )
    make = _two_lines if look.two else _one_line
    return Row(waiter.visit_id, make(waiter, states, open_one, now, look, odd))


def standing(state: StepState) -> State:
    """How an open step is drawn; one that was skipped is drawn as done."""
    return "done" if state.state == "skipped" else state.state


def _bar(
    waiter: Waiter, states: tuple[StepState, ...], now: Millis, look: Look, odd: bool
) -> list[Span]:
    last = waiter.pack.waiting.last
    if waiter.wait_id is None and not waiter.emergency:
        done = [Mark(step.after, "done", 0) for step in waiter.pack.waiting.steps if step.mark]
        return wait_bar(
            now - waiter.arrived_at,
            done,
            span=span_of(last),
            ink=look.ink,
            glyphs=look.glyphs,
            cells=BAR,
            odd=odd,
            all_done=True,
        )
    since = waiter.raised_at if waiter.emergency else waiter.began_at
    return wait_bar(
        now - (since or now),
        marks(waiter, states),
        span=span_of(last),
        ink=look.ink,
        glyphs=look.glyphs,
        cells=BAR,
        odd=odd,
    )


def _next(waiter: Waiter, open_one: StepState | None, look: Look) -> Line:
    if open_one is not None:
        return step_line(
            standing(open_one), step_word(waiter.pack, open_one), look.ink, look.glyphs
        )
    word = look.pack.say(f"stage.{waiter.stage}.name", language())
    if waiter.wait_id is None:
        return step_line("done", word, look.ink, look.glyphs)
    return line((f" {look.glyphs.done} ", look.ink.done), (word, look.ink.dim))


def _name(waiter: Waiter, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    style = ink.hi if waiter.wait_id is not None or waiter.emergency else ink.dim
    shown = waiter.name or _("no name yet")
    return line((cells.cut(glyphs.text(shown), room, glyphs.more), style))


def badge(waiter: Waiter, look: Look) -> Line:
    """What one must know at a glance beside the name: emergency, changed, same name, a need."""
    ink, glyphs = look.ink, look.glyphs
    if waiter.emergency:
        word = look.pack.say("priority.emergency", language())
        return line((f" {word.upper()} ", ink.emergency))
    if waiter.shared_name:
        year = str(waiter.birth_year) if waiter.birth_year else glyphs.dash
        return line((f"{glyphs.changed} {year}", ink.strong))
    if waiter.changed_at is not None:
        return line((glyphs.changed + " " + _("changed"), ink.strong))
    forbidden = _forbidden(waiter)
    if forbidden:
        return line(
            (f"{glyphs.wrong} {look.pack.say(f'need.{forbidden}.name', language())}", ink.strong)
        )
    if waiter.priority == "priority":
        return line((look.pack.say("priority.priority", language()), ink.dim))
    return ()


def _forbidden(waiter: Waiter) -> str:
    """The need because of which a step is left out, or nothing."""
    for step in waiter.pack.waiting.steps:
        for code in waiter.needs:
            if code in step.unless:
                return code
    return ""


def remark(waiter: Waiter, look: Look, clock: str) -> str:
    """The line under the bar: why the last check said so, what was changed, what is needed."""
    say = look.pack.say
    if waiter.emergency:
        return waiter.request
    if waiter.changed_at is not None and waiter.changed_from is not None:
        return _("was {doctor}, till {time}").format(
            doctor=look.names.doctor(waiter.changed_from), time=clock
        )
    for step in waiter.pack.waiting.steps:
        for code in waiter.needs:
            if code in step.unless:
                return say(f"step.{step.code}.unless.{code}", language())
    return _dots(look.glyphs).join(say(f"need.{code}.name", language()) for code in waiter.needs)


def _dots(glyphs: Glyphs) -> str:
    return f" {glyphs.dot} "


def where(waiter: Waiter, look: Look) -> str:
    """Department, doctor and room in one line."""
    parts = [
        look.names.department(waiter.department_id),
        " ".join(
            part
            for part in (
                look.names.doctor(waiter.doctor_id),
                look.names.room(waiter.doctor_id, waiter.department_id),
            )
            if part
        ),
    ]
    return _dots(look.glyphs).join(part for part in parts if part)


def _clocks(waiter: Waiter, now: Millis, ink: Ink, stage_room: int) -> Line:
    quiet = waiter.wait_id is None and not waiter.emergency
    style = ink.dim if quiet else ink.fg
    # A time that was entered by hand is not the machine's: it is marked.
    about = "" if waiter.exact else "~"
    return line(
        (cells.right(about + clock_text(now - waiter.arrived_at), SINCE), style),
        (cells.right(clock_text(now - waiter.stage_at), stage_room), style),
    )


def _two_lines(
    waiter: Waiter,
    states: tuple[StepState, ...],
    open_one: StepState | None,
    now: Millis,
    look: Look,
    odd: bool,
) -> tuple[Line, ...]:
    ink, glyphs = look.ink, look.glyphs
    mark = badge(waiter, look)
    taken = sum(cells.width(span.text) for span in mark)
    name = _name(waiter, NAME_WIDE - 1 - (taken + 1 if taken else 0), ink, glyphs)
    who = fit((*name, *line(" " if mark else ""), *mark), NAME_WIDE, more=glyphs.more)
    quiet = ink.fg if waiter.wait_id is not None or waiter.emergency else ink.dim
    first = line(
        " ",
        (cells.pad(waiter.ticket, TICKET), quiet),
        " ",
        *who,
        *_bar(waiter, states, now, look, odd),
        *_clocks(waiter, now, ink, STAGE_WIDE),
        "  ",
        *_next(waiter, open_one, look),
    )
    changed = _time_of(look, waiter.changed_at)
    second = line(
        " " * (TICKET + 2),
        (cells.pad(glyphs.text(where(waiter, look)), NAME_WIDE - 1, glyphs.more), ink.dim),
        " ",
        (
            cells.pad(glyphs.text(remark(waiter, look, changed)), BAR + SINCE + STAGE_WIDE + 4),
            ink.dim,
        ),
        " ",
        *_left(open_one, now, ink),
    )
    return first, second


def _time_of(look: Look, at: Millis | None) -> str:
    return look.time(at) if at is not None else ""


def _left(open_one: StepState | None, now: Millis, ink: Ink) -> Line:
    if open_one is None:
        return ()
    style = {"due": ink.due_text, "soon": ink.soon_text}.get(open_one.state, ink.dim)
    left = open_one.due_at - now
    return line((countdown(standing(open_one), left), style))


def _one_line(
    waiter: Waiter,
    states: tuple[StepState, ...],
    open_one: StepState | None,
    now: Millis,
    look: Look,
    odd: bool,
) -> tuple[Line, ...]:
    ink, glyphs = look.ink, look.glyphs
    sign = _sign(waiter, glyphs)
    ticket_style = ink.emergency if waiter.emergency else ink.fg
    name = fit(_name(waiter, NAME_NARROW, ink, glyphs), NAME_NARROW)
    head = line(
        " ",
        (cells.pad(waiter.ticket, TICKET), ticket_style),
        " ",
        *name,
        (cells.pad(sign, 2), ink.strong),
        *_bar(waiter, states, now, look, odd),
        *_clocks(waiter, now, ink, STAGE_NARROW),
    )
    room = ROW_NARROW - 1 - TICKET - 1 - NAME_NARROW - 2 - BAR - SINCE - STAGE_NARROW - 1
    left = ""
    if open_one is not None:
        span = open_one.due_at - now
        left = countdown("due", span) if open_one.state == "due" else left_text(span)
    style = ink.dim
    if open_one is not None and open_one.state in ("due", "soon"):
        style = ink.due_text if open_one.state == "due" else ink.soon_text
    tail = ends(_next(waiter, open_one, look), line((left, style)), room, more=glyphs.more)
    return ((*head, *line(" "), *tail),)


def _sign(waiter: Waiter, glyphs: Glyphs) -> str:
    if waiter.shared_name or waiter.changed_at is not None:
        return glyphs.changed
    return glyphs.wrong if _forbidden(waiter) else ""


def heading(look: Look) -> tuple[Line, Line]:
    """The two heading lines over the list, first column left out as in the rows."""
    ink = look.ink
    waiting = look.pack.waiting
    ticks = [
        Mark(step.after, "ahead", 0, look.pack.say(f"step.{step.code}.head", language()))
        for step in waiting.steps
        if step.mark
    ]
    above, below = wait_head(ticks, span=span_of(waiting.last), ink=ink, cells=BAR)
    stage = STAGE_WIDE if look.two else STAGE_NARROW
    before = 1 + TICKET + 1 + (NAME_WIDE if look.two else NAME_NARROW + 2)
    over_stage = _("in this") if look.two else _("in")
    first = line(
        " " * before,
        *fit(above, BAR),
        (cells.right(_("since"), SINCE), ink.dim),
        (cells.right(over_stage, stage), ink.dim),
    )
    name_room = NAME_WIDE if look.two else NAME_NARROW + 2
    second = line(
        " ",
        (cells.pad(_("No"), TICKET + 1), ink.dim),
        (cells.pad(_("Name"), name_room), ink.dim),
        *fit(below, BAR - 1),
        (cells.right(_("arrival"), SINCE + 1), ink.dim),
        (cells.right(_("stage"), stage), ink.dim),
        "     " if look.two else "    ",
        (_("Next step"), ink.dim),
    )
    return first, second
