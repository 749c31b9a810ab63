"""Who works here, and in which role (requirement X5)."""

from frontdesk.clock import Millis
from frontdesk.errors import InputError, Refused
from frontdesk.session import LEADING_ROLES, MACHINE, Role, Session
from frontdesk.store.fields import Blob, Flag, Moment, Ref, Row, Text
from frontdesk.text import clean
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

NAME_LIMIT = 40


class Staff(Row):
    """A member of staff."""

    name = Text(personal=True, null=True)
    role = Text(personal=False)
    active = Flag(personal=False)
    salt = Blob(personal=False, null=True)

    @classmethod
    def here(cls) -> list["Staff"]:
        """Everyone who works here now, in the order they were named."""
        return list(cls.select().where(cls.active == 1).order_by(cls.id))


class Seat(Row):
    """A window on the PC, by its name: "Desk 1", "Hotline 2"."""

    name = Text(personal=False, unique=True)


class Presence(Row):
    """Someone signed on to a post at a seat."""

    staff = Ref(Staff)
    seat = Ref(Seat)
    post = Text(personal=False)
    began_at = Moment(personal=False)
    ended_at = Moment(personal=False, null=True)


def staff_name(staff_id: int | None) -> str:
    """The name of a member of staff as shown; the machine has its own word."""
    if staff_id is None:
        return _("the program")
    found = Staff.get_or_none(Staff.id == staff_id)
    return found.name if found is not None and found.name else "–"


def name_of_staff(name: str) -> str:
    """A name of staff, cleaned; raises InputError when nothing is left."""
    cleaned = clean(name, NAME_LIMIT).strip()
    if not cleaned:
        raise InputError("staff", _("A name is missing."))
    return cleaned


def add(name: str, role: Role) -> Staff:
    """A new member of staff; inside a verb."""
    return Staff.create(name=name_of_staff(name), role=role, active=True)


@verb("staff.hired", may=LEADING_ROLES + MACHINE, sentence=N_("{staff_about} works here now"))
def hire(session: Session, name: str, role: Role) -> Done[Staff]:
    """Someone new works here (X5)."""
    if Staff.select().where(Staff.name == name_of_staff(name), Staff.active == 1).exists():
        raise Refused(_("Someone of that name works here already."), _("Add a letter or number."))
    found = add(name, role)
    return Done(found, found, {"role": role})


@verb("seat.added", may=("machine",), sentence=N_("a seat was added"))
def add_seat(session: Session, name: str) -> Done[Seat]:
    """A window that had no seat yet gets one (X1)."""
    seat = Seat.create(name=clean(name, NAME_LIMIT))
    return Done(seat, seat)


def seat_named(session: Session, name: str) -> Seat:
    """The seat called `name`, added when it is new."""
    found = Seat.get_or_none(Seat.name == clean(name, NAME_LIMIT))
    return found if found is not None else add_seat(session.machine(), name)


@verb("presence.on", may=("machine",), sentence=N_("{staff_about} signed on"))
def sign_on(session: Session, staff: Staff, seat: Seat, post: str) -> Done[Presence]:
    """Someone takes a post at a seat; whoever was signed on there is signed off (S1)."""
    now = session.now()
    _end_open(seat, now)
    presence = Presence.create(staff=staff, seat=seat, post=post, began_at=now, ended_at=None)
    return Done(presence, staff, {"post": post})


def _end_open(seat: Seat, now: Millis) -> None:
    for open_one in Presence.select().where(Presence.seat == seat, Presence.ended_at.is_null()):
        open_one.ended_at = max(now, open_one.began_at)
        open_one.save()
