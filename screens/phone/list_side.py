"""The selected call or task in full, beside the list or folded under it (visual spec 4, 5; P4)."""

from typing import NamedTuple

from frontdesk.clock import Millis, local
from frontdesk.desk import people
from frontdesk.desk.people import Match
from frontdesk.phone import lists, ringing
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import OpenTask
from frontdesk.text import mask_phone
from frontdesk.words import _, n_
from screens.parts import cells
from screens.parts.act_hints import ActHint, act_chain, act_lines
from screens.parts.countdown import clock_text
from screens.parts.label_lines import LABEL, label_lines
from screens.parts.lines import BLANK, Line, cut, ends, fit, line
from screens.parts.panel import hint, rule_line
from screens.parts.prose import wrap_most
from screens.phone import list_rows
from screens.phone.list_rows import Look, Owed

KEY = 7
TRIES = 5


class Picture(NamedTuple):
    """What is known of the selected row.

    `owed` is what it is about where something is owed, `promised` what else came of its call and
    is open still, `back` how the call-back that a call led to or fulfils stands.
    """

    call: CallLine | None
    owed: Owed | None
    person: Match | None
    promised: tuple[OpenTask, ...] = ()
    back: str = ""
    phone: str = ""
    year: int = 0


def read(session: Session, call_id: int | None, owed: Owed | None, *, phone: str = "") -> Picture:
    """The call and its person, read from the desk; `phone` in full while it may be shown."""
    call = lists.one(session, call_id) if call_id is not None else None
    person_id = call.person_id if call is not None else None
    return Picture(
        call,
        owed,
        people.match_of(session, person_id) if person_id is not None else None,
        tuple(
            task
            for task in tasks.open_tasks(session)
            if call_id is not None
            and (task.about, task.about_id) == ("call", call_id)
            and (owed is None or task.id != owed.chosen.task_id)
        ),
        _back(call),
        phone,
        local(session.now(), session.zone).year,
    )


def _back(call: CallLine | None) -> str:
    """How the call-back of a call ended, as a code; nothing while it is open or was none."""
    if call is None or call.task_id is None:
        return ""
    return str(tasks.task_by_id(call.task_id).outcome)


# -- facts -------------------------------------------------------------------------------------


def title(picture: Picture) -> str:
    """`L-0012 何静`."""
    owed, call = picture.owed, picture.call
    ticket = owed.ticket if owed is not None else call.ticket if call is not None else ""
    name = owed.name if owed is not None else call.name if call is not None else ""
    return f"{ticket} {name}".strip()


def person(picture: Picture, look: Look) -> str:
    """`He Jing · F 38`."""
    known = picture.person
    if known is None:
        return ""
    age = str(picture.year - known.birth_year) if known.birth_year else ""
    sex = {"m": _("M"), "f": _("F")}.get(known.sex, "")
    name = known.name if picture.call is not None and known.name != picture.call.name else ""
    return look.dots(name, known.pinyin, f"{sex} {age}".strip())


def number(picture: Picture) -> str:
    """The number masked, in full while it may be shown, or that none was told."""
    if picture.phone:
        return picture.phone
    call, owed = picture.call, picture.owed
    phone = owed.phone if owed is not None else call.phone if call is not None else ""
    withheld = call.withheld if call is not None else owed is not None and owed.withheld
    return mask_phone(phone) or (_("number withheld") if withheld else "")


def _call_facts(call: CallLine, now: Millis, look: Look) -> list[tuple[str, str]]:
    """The times of a call, and what was said."""
    facts, here = call.facts, list_rows.standing(call, now, look)
    gone = call.gone_at(now)
    by_hand = "" if call.how == "hook" or call.direction != "in" else _("by hand")
    words = look.dots(
        here.word, f"{look.say(f'call.kind.{call.kind}')}" if call.kind else "",
        "" if call.channel == call.rules.channels[0] else look.say(f"call.channel.{call.channel}"),
    )  # fmt: skip
    ended = {"us": _("we hung up first"), "caller": _("the caller hung up first")}
    told = [(_("State"), words)]
    if call.rang_at is not None:
        label = _("Rang") if call.direction == "in" else _("Called")
        told.append(
            (label, look.dots(look.when(call.rang_at), list_rows.rings(call, now), by_hand))
        )
    if gone is not None:
        told.append((_("Missed"), look.when(gone)))
    if call.answered_at is not None:
        rings_unknown = _("rings unknown") if call.how == "unknown" else ""
        by = look.name(call.staff_id)
        told.append((_("Answered"), look.dots(look.when(call.answered_at), by, rings_unknown)))
    held = ringing.held(call.holds, now)
    if held:
        told.append((_("On hold"), clock_text(held)))
    if call.answered_at is not None and call.direction != "none":
        talked = ringing.talked(facts, call.holds, now)
        told.append((_("Talked"), look.dots(clock_text(talked), ended.get(call.ended_by, ""))))
    return told


def _owed_facts(owed: Owed, now: Millis, look: Look) -> list[tuple[str, str]]:
    """By when, since when and in whose hands."""
    label = list_rows.kind_word(owed.kind, due=False)
    many = n_("{count} call", "{count} calls", owed.count).format(count=owed.count)
    risen = _("Missed") if owed.kind == "callback" else _("Since")
    told = [
        (risen, look.dots(look.when(owed.since), many if owed.count > 1 else "")),
        (label, owed.text),
    ]
    if owed.first_id is not None and owed.first_id != owed.owner_id:
        told.append((_("First"), look.name(owed.first_id)))
    if owed.owner_id is not None:
        told.append((_("Owner"), look.name(owed.owner_id)))
    return told


def facts(picture: Picture, now: Millis, look: Look, room: int) -> list[Line]:
    """Label and text; long words of the caller and ours in some rows, the rest in one each."""
    owed, call = picture.owed, picture.call
    who = _fact(_("Who"), person(picture, look), look, room) + _number_line(picture, look, room)
    told: list[tuple[str, str]] = []
    rows: list[Line] = []
    if owed is not None:
        rows += [*_due(owed, now, look, room), *who]
        told += _owed_facts(owed, now, look)
    else:
        rows += who
    if call is not None:
        if owed is None:
            told += _call_facts(call, now, look)
        elif call.answered_at is not None:
            at = look.dots(look.when(call.answered_at), look.name(call.staff_id))
            told.append((_("Answered"), at))
        asked = call.asked if owed is None or owed.text != call.asked else ""
        told += [
            (look.say("field.asked.label"), asked),
            (look.say("field.answer.label"), call.answer),
        ]
        if owed is None and picture.back:
            told.append((_("Call back"), outcome_word(picture.back, look)))
    for label, text in told:
        rows += _fact(label, text, look, room)
    for task in picture.promised:
        rows += _promised(task, call.asked if call is not None else "", look, room)
    return rows


def outcome_word(code: str, look: Look) -> str:
    """How a task ended: an attempt of the pack, or one of our own words."""
    return {
        "kept": _("kept"),
        "dropped": _("not needed any more"),
        "answered": _("answered"),
    }.get(code) or look.say(f"call.try.{code}")


def _fact(label: str, text: str, look: Look, room: int) -> list[Line]:
    return label_lines(label, text, room, look.ink, look.glyphs)


def _number_line(picture: Picture, look: Look, room: int) -> list[Line]:
    shown = number(picture)
    if not shown:
        return []
    left = line((cells.pad(_("Phone"), LABEL), look.ink.dim), (shown, look.ink.fg))
    return [ends(left, hint("v", _("show"), look.ink) if _shows(picture) else (), room)]


def _due(owed: Owed, now: Millis, look: Look, room: int) -> list[Line]:
    """`Due  8:01  in 12:04` in the colour of its state; to whom it is offered."""
    timed = owed.due_at is not None
    at = look.when(owed.due_at) if owed.due_at is not None else _("no time")
    parts = line(
        (cells.pad(_("Due"), LABEL), look.ink.dim),
        (at, look.ink.hi if timed else look.ink.fg),
        "  ",
        *list_rows.left(owed, now, look),
    )
    rows = [cut(parts, room, look.glyphs.more)]
    mine = list_rows.hands(owed, look)
    if mine and owed.offered_id is not None:
        flag = line((f"{look.glyphs.changed} {look.glyphs.text(mine)}", look.ink.strong))
        rows.append(cut(flag, room, look.glyphs.more))
    return rows


def _promised(task: OpenTask, asked: str, look: Look, room: int) -> list[Line]:
    """What came of a call and is open still: what (if not said yet), by when, in whose hands."""
    label = list_rows.kind_word(task.kind, due=False)
    by = _("till {time}").format(time=look.when(task.due_at)) if task.due_at is not None else ""
    owner = look.name(task.owner_id) if task.owner_id is not None else ""
    text = "" if task.text == asked else " ".join(task.text.split())
    return _fact(label, look.dots(text, by, owner), look, room)


def tries(owed: Owed, look: Look, room: int) -> list[Line]:
    """The attempts to call back, the newest first."""
    if not owed.tries:
        return []
    ink, glyphs = look.ink, look.glyphs
    many = len(owed.tries)
    note = n_("{count} try", "{count} tries", many).format(count=many)
    rows = [BLANK, rule_line(_("Attempts"), room, ink, glyphs, note)]
    for one in reversed(owed.tries[-TRIES:]):
        left = line(
            (cells.pad(look.when(one.at), LABEL - 1), ink.dim),
            " ",
            (glyphs.text(look.say(f"call.try.{one.outcome}")), ink.fg),
        )
        by = line((glyphs.text(look.name(one.staff_id)), ink.dim))
        rows.append(ends(left, by, room, more=glyphs.more))
    return rows


# -- acts --------------------------------------------------------------------------------------


def acts(picture: Picture, now: Millis, look: Look) -> list[ActHint]:
    """What can be done with the selection."""
    owed, call = picture.owed, picture.call
    phone = owed.phone if owed is not None else call.phone if call is not None else ""
    opens = ActHint("Enter", _("Open the call"), call is not None)
    if owed is None:
        goes_on = call is not None and call.state(now) in ("ringing", "talking", "held")
        return [opens, ActHint("c", _("Call"), bool(phone) and not goes_on)]
    calls_back = ActHint("c", _("Call back") if owed.kind == "callback" else _("Call"), bool(phone))
    done = {
        "callback": ActHint("t", _("Tried: what came of it"), owed.chosen.task_id is not None),
        "promise": ActHint("f", _("Promise kept")),
        "question": ActHint("f", _("Answer it")),
    }[owed.kind]
    real = owed.chosen.task_id is not None
    if real and owed.offered_id is not None and owed.offered_id == look.me:
        last = [ActHint("y", _("Take it over")), ActHint("x", _("Not take it over"))]
    else:
        last = [
            ActHint("g", _("Give to a colleague"), real),
            ActHint("x", _("Not needed any more"), real and owed.kind != "question"),
        ]
    first = [calls_back, done] if owed.kind == "callback" else [done, calls_back]
    return [*first, *last, opens]


def _shows(picture: Picture) -> list[ActHint]:
    """The number in full, where there is one that is masked."""
    hidden = not picture.phone and "*" in number(picture)
    return [ActHint("v", _("Show number"))] if hidden else []


def tall(
    picture: Picture, now: Millis, look: Look, room: int, rows: int, hints: list[ActHint]
) -> list[Line]:
    """The whole pane: facts, attempts, acts, in at most the rows there are."""
    ink, glyphs = look.ink, look.glyphs
    below = [BLANK, rule_line(_("Now"), room, ink, glyphs), *act_lines(hints, room, ink, KEY)]
    body = [rule_line(title(picture), room, ink, glyphs), BLANK, *facts(picture, now, look, room)]
    if picture.owed is not None:
        body += tries(picture.owed, look, room)
    # What can be done is never lost for want of rows.
    return [*body[: max(1, rows - len(below))], *below][:rows]


def flat(
    picture: Picture, now: Millis, look: Look, room: int, rows: int, hints: list[ActHint]
) -> list[Line]:
    """Folded under the list at 80 columns: who, what was said, what can be done."""
    ink, glyphs = look.ink, look.glyphs
    owed, call = picture.owed, picture.call
    about = [number(picture), person(picture, look)]
    said = owed.text if owed is not None else ""
    if owed is not None:
        about += [list_rows.since(owed, look), list_rows.tried(owed, look)]
        about.append(list_rows.hands(owed, look))
    elif call is not None:
        by = look.name(call.staff_id) if call.staff_id is not None else ""
        about += [list_rows.standing(call, now, look).word, by]
    if call is not None:
        said = said or call.asked
        said = look.dots(said, call.answer)
    chain = act_chain([*hints, *_shows(picture)], room, ink, glyphs)
    head = [
        rule_line(title(picture), room, ink, glyphs),
        fit(line((glyphs.text(look.dots(*about)), ink.fg)), room, more=glyphs.more),
    ]
    space = max(0, rows - len(head) - len(chain))
    words = wrap_most(glyphs.text(" ".join(said.split())), room, space, glyphs.more)
    return [*head, *(line((row, ink.dim)) for row in words), *chain][:rows]
