"""Departments and doctors to choose from: where, what for, who waits, never a guess (D2)."""

from collections.abc import Mapping
from typing import NamedTuple

from frontdesk import hours
from frontdesk.clock import MINUTE
from frontdesk.desk import directory
from frontdesk.desk.directory import Department, Doctor, Load
from frontdesk.desk.names import query_key, search_keys
from frontdesk.session import Session
from frontdesk.words import _
from screens.parts import cells
from screens.parts.context import Context
from screens.parts.keys import DIGITS
from screens.parts.lines import BLANK, Line, ends, fit, line, over
from screens.parts.panel import rule_line

NAME = 20


class Offer(NamedTuple):
    """One line to choose: its row id and its words."""

    id: int
    name: str
    about: str
    where: str
    department_id: int | None
    load: Load
    open: bool
    till: int | None


class Offers:
    """The directory and the loads as they are now."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.loads = directory.loads(session)
        self.departments = Department.listed()
        self.doctors = Doctor.listed()
        self._by_id = {one.id: one for one in self.departments}

    def department_of(self, doctor_id: int | None) -> int | None:
        """The department of a doctor."""
        found = next((one for one in self.doctors if one.id == doctor_id), None)
        return found.department_id if found is not None else None

    def department_name(self, department_id: int) -> str:
        """The department's name in the language spoken now."""
        found = self._by_id.get(department_id)
        return found.name if found is not None else ""

    def department(self, department_id: int | None) -> Department | None:
        """The department, or None."""
        return self._by_id.get(department_id) if department_id is not None else None

    def doctor(self, doctor_id: int | None) -> Doctor | None:
        """The doctor or host, or None."""
        return next((one for one in self.doctors if one.id == doctor_id), None)

    def list(self, name: str, typed: str, ids: Mapping[str, int | None]) -> list[Offer]:
        """What may be chosen in the field `name`, narrowed by what is typed."""
        if name == "department":
            every = [self._department(one) for one in self.departments]
        else:
            mine = ids.get("department")
            every = [
                self._doctor(one)
                for one in self.doctors
                if mine is None or one.department_id == mine
            ]
            every.sort(key=lambda one: (not one.open, one.load.waiting))
        return [one for one in every if _meant(one, typed)]

    def _department(self, one: Department) -> Offer:
        return Offer(
            one.id,
            one.name,
            one.serves,
            f"{_floor(one.floor)} {one.rooms}".strip(),
            one.id,
            self.loads.department(one.id),
            directory.in_clinic(self.session, one.hours),
            directory.till(self.session, one.hours),
        )

    def _doctor(self, one: Doctor) -> Offer:
        return Offer(
            one.id,
            one.name,
            f"{one.title} · {one.specialty}",
            one.room,
            one.department_id,
            self.loads.doctor(one.id),
            directory.in_clinic(self.session, one.hours),
            directory.till(self.session, one.hours),
        )


def _floor(floor: str) -> str:
    return _("{floor}F").format(floor=floor) if floor.isdigit() else floor


def _meant(offer: Offer, typed: str) -> bool:
    """Whether the typed letters mean this: name, pinyin, initials, or what one goes there for."""
    asked = typed.strip().lower()
    if not asked or asked in f"{offer.name} {offer.about}".lower():
        return True
    key = query_key(asked)
    return bool(key) and any(one.startswith(key) for one in search_keys(offer.name, ""))


def load_words(load: Load) -> str:
    """`3 wait, longest 12 min, median 9 min of 4`; nothing is guessed."""
    parts = [_("{count} wait").format(count=load.waiting)]
    if load.longest is not None:
        parts.append(_("longest {minutes} min").format(minutes=load.longest // MINUTE))
    if load.median is not None:
        parts.append(
            _("median {minutes} min of {count}").format(
                minutes=load.median // MINUTE, count=load.called
            )
        )
    return _(", ").join(parts)


def lines(
    context: Context,
    offers: Offers,
    name: str,
    typed: str,
    ids: Mapping[str, int | None],
    room: int,
    rows: int,
    *,
    active: bool,
) -> list[Line]:
    """The list beside the form, numbered while its field has the focus."""
    ink, glyphs = context.ink, context.glyphs
    found = offers.list(name, typed, ids)
    title = context.say(f"field.{name}.label")
    note = line(("1-9", ink.key), (" " + _("choose"), ink.dim)) if active else ()
    shown: list[Line] = [rule_line(title, room, ink, glyphs, note)]
    two = rows >= 2 + 2 * min(len(found), DIGITS)
    for at, one in enumerate(found[:DIGITS]):
        chosen = ids.get(name) == one.id
        number = str(at + 1) if active else " "
        style = ink.hi if chosen else ink.fg if one.open else ink.dim
        head = line(
            (f" {number} ", ink.key),
            (cells.pad(one.name, NAME, glyphs.more), style),
            (f" {one.where}", ink.dim),
        )
        state = load_words(one.load) if two else str(one.load.waiting)
        if one.till is not None:
            until = _("till {time}").format(time=hours.clock(one.till))
        else:
            until = _("closed") if name == "department" else _("not in")
        right = until if two else state
        row = ends(head, line((right, ink.dim)), room, more=glyphs.more)
        shown.append(tuple(_on(context, row, chosen)))
        if two:
            below = line("   ", (cells.cut(glyphs.text(one.about), room - 4, glyphs.more), ink.dim))
            if name != "department" or one.load != Load():
                below = line("   ", (state, ink.dim))
            shown.append(fit(below, room, more=glyphs.more))
    left = len(found) - DIGITS
    if left > 0:
        more = _("{count} more: type letters to narrow").format(count=left)
        shown.append(line("   ", (more, ink.dim)))
    if not found:
        shown += [BLANK, line("   ", (_("Nothing by that name."), ink.fg))]
    return shown[:rows]


def _on(context: Context, row: Line, chosen: bool) -> Line:
    if not chosen:
        return row
    return over(context.ink.panel, row)
