"""The selected visitor beside the list, or folded under it: facts, route, acts (visual spec 4)."""

from typing import NamedTuple

from frontdesk.clock import Millis
from frontdesk.desk.steps import HAND_OVER, StepState
from frontdesk.desk.story import NoteTold, Told
from frontdesk.desk.waiting import Waiter
from frontdesk.text import mask_phone
from frontdesk.words import _, language
from screens.desk.rows import Look, step_word, where
from screens.parts import cells, stepper
from screens.parts.act_hints import ActHint, act_lines
from screens.parts.countdown import clock_text, countdown, left_text
from screens.parts.lines import BLANK, Line, ends, fit, line
from screens.parts.panel import hint, rule_line
from screens.parts.said import sex_word
from screens.parts.stepper import Stage

LABEL = 7
FACT_ROWS = 2
KEY = 5


class Picture(NamedTuple):
    """What is known of the selected visitor; `phone` is in full while it may be shown."""

    waiter: Waiter
    told: list[Told]
    notes: list[NoteTold]
    phone: str = ""
    year: int = 0


def title(picture: Picture, look: Look) -> str:
    """`A012 张三`."""
    return f"{picture.waiter.ticket} {picture.waiter.name or _('no name yet')}"


def who(picture: Picture, look: Look) -> str:
    """`Zhang San · M 46`."""
    waiter = picture.waiter
    age = f"{picture.year - waiter.birth_year}" if waiter.birth_year else ""
    sex = sex_word(waiter.sex)
    about = " ".join(part for part in (sex, age) if part)
    return f" {look.glyphs.dot} ".join(part for part in (waiter.pinyin, about) if part)


def phone(picture: Picture) -> str:
    """The number masked, or in full while it may be shown."""
    return picture.phone or mask_phone(picture.waiter.phone)


def facts(picture: Picture, look: Look, room: int) -> list[Line]:
    """Label and text, a line each; what is unknown is left out."""
    waiter, ink, glyphs = picture.waiter, look.ink, look.glyphs
    say = look.pack.say
    told: list[tuple[str, str]] = [
        (_("Who"), who(picture, look)),
        (_("Phone"), phone(picture)),
        (_("Visit"), say(f"purpose.{waiter.purpose}", language()) if waiter.purpose else ""),
        (_("Where"), where(waiter, look)),
        *(
            (_("Needs") if not at else "", say(f"need.{code}.name", language()))
            for at, code in enumerate(waiter.needs)
        ),
        (_("With"), waiter.company),
        (_("Asks"), waiter.request),
        *((_("Note") if not at else "", note.text) for at, note in enumerate(picture.notes)),
    ]
    rows: list[Line] = []
    for label, text in told:
        if not text:
            continue
        left = line((cells.pad(label, LABEL), ink.dim), (glyphs.text(_one_line(text)), ink.fg))
        if label == _("Phone") and not picture.phone:
            rows.append(ends(left, hint("v", _("show"), ink), room, more=glyphs.more))
        else:
            rows.append(fit(left, room, more=glyphs.more))
    return rows


def _one_line(text: str) -> str:
    return " ".join(text.split())


def stages(picture: Picture, states: tuple[StepState, ...], now: Millis, look: Look) -> list[Stage]:
    """The route as steps: what was, what is due, what the route leads to next."""
    waiter, say, lang = picture.waiter, look.pack.say, language()
    done: list[Stage] = []
    before: Millis | None = None
    for one in picture.told:
        if one.what == "stage":
            word = say(f"stage.{one.code}.name", lang)
        elif one.outcome in ("given", "asked"):
            word = say(f"step.{one.code}.done", lang)
        elif one.outcome == "exempt":
            word = say(f"step.{one.code}.exempt.{one.reason}", lang)
        else:
            head = say(f"step.{one.code}.head", lang)
            outcome = say(f"step.{one.code}.outcome.{one.outcome}", lang)
            word = _("{who}: {text}").format(who=head, text=outcome)
        gap = clock_text(one.at - before) if before is not None and one.at > before else ""
        done.append(Stage("done", word, look.time(one.at), gap))
        before = one.at
    current = say(f"stage.{waiter.stage}.name", lang)
    if done and done[-1].word == current and not states:
        done[-1] = Stage("now", current, done[-1].time, done[-1].note)
    ahead: list[Stage] = []
    for state in states:
        if state.state == "skipped":
            done.append(Stage("skipped", step_word(waiter.pack, state), note=look.glyphs.wrong))
        if state.state in ("due", "soon", "ahead"):
            word = step_word(waiter.pack, state)
            left = state.due_at - now
            late = countdown(state.state, left) if state.state == "due" else ""
            note = "" if state.state == "due" else left_text(left)
            ahead.append(Stage(state.state, word, look.time(state.due_at), note, late))
    following = look.pack.stage(waiter.stage).next
    if following:
        ahead.append(Stage("ahead", say(f"stage.{following[0]}.name", lang)))
    return [*done, *ahead]


def acts(waiter: Waiter, state: StepState | None, look: Look) -> list[ActHint]:
    """What can be done with the selected visitor, in the order of its digits."""
    say, lang = look.pack.say, language()
    stage = look.pack.stage(waiter.stage)
    owed = state is not None
    leaves = [one.code for one in look.pack.stages if one.leaves]
    own = step_word(waiter.pack, state) if state is not None else _("Nothing is due")
    if state is not None and state.state == "due":
        base = "emergency" if state.step == HAND_OVER else f"step.{state.step}"
        own = waiter.pack.say(f"{base}.do", lang)
    forward = say(f"stage.{stage.next[0]}.do", lang) if stage.next else _("The visit is over")
    room = look.names.room(waiter.doctor_id, waiter.department_id)
    if stage.next and look.pack.stage(stage.next[0]).served and room:
        forward = f"{forward} {look.glyphs.arrow} {room}"
    return [
        ActHint("1", own, owed),
        ActHint("2", _("Other outcome"), owed and not waiter.emergency),
        ActHint("3", forward, bool(stage.next)),
        ActHint("4 d", _("Change {who}").format(who=say("pack.asked", lang))),
        ActHint("5 n", _("Note")),
        ActHint("6 m", _("Move on"), len(stage.next) > 1),
        ActHint("7 x", say(f"stage.{leaves[0]}.do", lang), leaves[0] in stage.next),
        ActHint("8 v", _("Show phone"), bool(waiter.phone)),
    ]


def tall(
    picture: Picture,
    states: tuple[StepState, ...],
    now: Millis,
    look: Look,
    room: int,
    rows: int,
    hints: list[ActHint],
) -> list[Line]:
    """The whole pane: facts, route, acts, in exactly the rows there are."""
    ink, glyphs = look.ink, look.glyphs
    found = stages(picture, states, now, look)
    shown = facts(picture, look, room)
    below = [BLANK, rule_line(_("Now"), room, ink, glyphs), *act_lines(hints, room, ink, KEY)]
    spare = rows - 2 - len(below) - 2
    if len(shown) > max(FACT_ROWS, spare - len(found)):
        shown = shown[: max(FACT_ROWS, spare - len(found))]
    at = sum(one.state in ("done", "now") for one in found)
    note = _("step {at} of {all}").format(at=max(1, at), all=len(found))
    opener = hint("Enter", _("open"), ink)
    head = [rule_line(title(picture, look), room, ink, glyphs, opener), BLANK, *shown, BLANK]
    route = [rule_line(_("Route"), room, ink, glyphs, note)]
    space = rows - len(head) - len(route) - len(below)
    route += stepper.tall(found, room, max(1, space), ink, glyphs)
    body = [*head, *route]
    body += [BLANK] * max(0, min(1, rows - len(body) - len(below)))
    return [*body, *below][:rows]


def flat(
    picture: Picture,
    states: tuple[StepState, ...],
    now: Millis,
    look: Look,
    room: int,
    hints: list[ActHint],
) -> list[Line]:
    """Folded to six rows and their gaps: facts, flat route, acts (80 columns)."""
    ink, glyphs = look.ink, look.glyphs
    waiter, lang = picture.waiter, language()
    opener = hint("Enter", _("open"), ink)
    about = [
        who(picture, look),
        phone(picture),
        look.pack.say(f"purpose.{waiter.purpose}", lang) if waiter.purpose else "",
        where(waiter, look),
        *(look.pack.say(f"need.{code}.short", lang) for code in waiter.needs),
        waiter.company,
    ]
    joined = f" {glyphs.dot} ".join(_one_line(part) for part in about if part)
    first, second = stepper.flat(stages(picture, states, now, look), room, ink, glyphs)
    chain: list[Line] = [line()]
    for one in hints:
        if not one.available:
            continue
        piece = line((one.key.split()[0], ink.key), (f" {one.word}", ink.fg), "   ")
        if sum(cells.width(span.text) for span in (*chain[-1], *piece)) > room and len(chain) < 2:
            chain.append(line())
        chain[-1] = (*chain[-1], *piece)
    return [
        rule_line(title(picture, look), room, ink, glyphs, opener),
        fit(line((glyphs.text(joined), ink.fg)), room, more=glyphs.more),
        first,
        second,
        *(fit(row, room, more=glyphs.more) for row in chain),
    ]
