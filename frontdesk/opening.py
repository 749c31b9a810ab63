"""A desk is founded once and opened every morning: store, clock, pack and who acts, in one go."""

import json
from datetime import tzinfo

import msgspec

from frontdesk.cases import standing
from frontdesk.clock import Clock, Jump, Millis, SystemClock
from frontdesk.desk import directory

# Brings every table of the desk but those of cases: what has no model, `verify` cannot judge.
from frontdesk.desk import waiting as _waiting  # noqa: F401
from frontdesk.errors import AlreadyDone, InputError, PackError
from frontdesk.packs.load import FILES, digest, files, from_files, to_files
from frontdesk.packs.structs import Pack

# Brings the tables of the telephone and of tasks.
from frontdesk.phone import recording as _recording  # noqa: F401
from frontdesk.record import ClockMark, Desk, DeskClock, PackVersion, pack_of
from frontdesk.session import LEADING_ROLES, MACHINE, Role, Session
from frontdesk.settings import Folders, whole_file
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from frontdesk.store.database import Store
from frontdesk.text import clean
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

DESK_NAME_LIMIT = 40
# The clock may be moved by this much without a word: clocks are set right all the time.
CLOCK_TOLERANCE: Millis = 2_000
# The same move, found by several windows: each looks once a second.
CLOCK_SAME_EVENT: Millis = 5_000


class Founding(msgspec.Struct, frozen=True):
    """What the first start asks: desk name, pack, names of staff (the first is supervisor)."""

    desk: str
    pack: Pack
    staff: tuple[str, ...]
    practice: bool = False


def found(
    place: Folders, wanted: Founding, clock: Clock | None = None, zone: tzinfo | None = None
) -> Session:
    """Make a new desk in `place` and open it as the machine; raises InputError, StorageError."""
    _check(wanted)
    store = Store.make(place)
    write_pack(place, wanted.pack)
    session = Session(store, DeskClock(clock or SystemClock()), wanted.pack, zone=zone)
    lay_ground(session, wanted)
    return session


def _check(wanted: Founding) -> None:
    if not clean(wanted.desk, DESK_NAME_LIMIT).strip():
        raise InputError("desk", _("The desk needs a name."), _("As Desk 1"))
    names = [staff.name_of_staff(name) for name in wanted.staff]
    if not names:
        raise InputError("staff", _("At least one name of staff is needed."))
    if len(set(names)) < len(names):
        raise InputError("staff", _("Two of staff have one name."), _("Add a letter or number."))


@verb("desk.founded", may=MACHINE, sentence=N_("the desk was set up with the pack {pack_code}"))
def lay_ground(session: Session, wanted: Founding) -> Done[Desk]:
    """Write the desk, its pack, its staff and its starter directory (X1, X4)."""
    _keep_pack(session, wanted.pack)
    desk = Desk.create(
        name=clean(wanted.desk, DESK_NAME_LIMIT).strip(),
        pack=wanted.pack.digest,
        practice=wanted.practice,
        clock_offset=0,
        made_at=session.now(),
    )
    for number, name in enumerate(wanted.staff):
        role: Role = "agent" if number else "supervisor"
        staff.add(name, role)
    directory.lay(wanted.pack)
    return Done(desk, desk, {"pack_code": wanted.pack.code, "practice": wanted.practice})


def _keep_pack(session: Session, pack: Pack) -> None:
    if PackVersion.get_or_none(PackVersion.digest == pack.digest) is None:
        files = {name: body.decode("utf-8") for name, body in pack.files.items()}
        PackVersion.create(
            digest=pack.digest,
            code=pack.code,
            version=pack.version,
            files=json.dumps(files, ensure_ascii=False, sort_keys=True),
            since=session.now(),
        )


class Opened(msgspec.Struct, frozen=True):
    """The machine's session of an opened desk, and what is wrong with an edited pack, if it is.

    `calls`: made-up people are to call while one practises.
    """

    session: Session
    trouble: PackError | None = None
    calls: bool = False


def start(place: Folders, clock: Clock | None = None, zone: tzinfo | None = None) -> Opened:
    """Open the desk in `place` as the machine, on the last good version of its pack.

    Raises KeyFault, ForeignData or StorageError, each a sentence.
    """
    store = Store.open(place)
    try:
        desk = Desk.get()
        desk_clock = DeskClock(clock or SystemClock(), desk.clock_offset)
        session = Session(store, desk_clock, pack_of(desk.pack), zone=zone)
        catch_up(session, desk_clock)
        opened = renew_pack(session, place)
        # A start that was cut off between the two is made whole by the next.
        _follow_calendar(opened.session)
        return opened
    except BaseException:
        store.database.close()
        raise


def _follow_calendar(session: Session) -> None:
    """Open cases are counted by the calendar of the pack in force (C4)."""
    if session.pack.calendar is not None and standing.any_open(session):
        # Costs a good part of a start: only where there is a case to count.
        from frontdesk.cases import redating

        redating.follow(session)


def renew_pack(session: Session, place: Folders) -> Opened:
    """Work by the pack in the settings folder when it was edited and is right (X4).

    A wrong one changes nothing: the desk goes on with the last good version and says what is wrong.
    """
    if not place.pack.is_dir():
        return Opened(session)
    try:
        edited = files(place.pack)
        if digest(edited) == session.pack.digest:
            return Opened(session)
        pack = change_pack_from(session, edited)
    except PackError as fault:
        return Opened(session, fault)
    return Opened(msgspec.structs.replace(session, pack=pack))


def write_pack(place: Folders, pack: Pack) -> None:
    """Lay the pack's files into the settings folder, where a supervisor may edit them."""
    place.pack.mkdir(exist_ok=True, mode=0o700)
    place.pack.chmod(0o700)
    kept = to_files(pack)
    for name in FILES:
        if name in kept:
            whole_file(place.pack / name, kept[name])
        else:
            (place.pack / name).unlink(missing_ok=True)


def catch_up(session: Session, clock: DeskClock) -> None:
    """A clock that was set back while the desk was shut must not shrink a wait.

    What is added for a clock set back before ends with the business day, once the clock is past
    the last entry by itself: else a clock set right meanwhile would be wrong here for ever.
    """
    row = session.store.database.execute_sql(
        "SELECT at, day FROM entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    last_at, last_day = row if row else (0, "")
    wall = clock.base.now()
    if last_at - clock.now() > CLOCK_TOLERANCE:
        mark_clock(session, clock, Jump(clock.now() - last_at))
    elif clock.offset and wall >= last_at and session.day_of(wall) > last_day:
        mark_clock(session, clock, Jump(clock.offset))


@verb("clock.moved", may=MACHINE, sentence=N_("the clock of the PC moved by {by}"))
def _write_mark(session: Session, clock: DeskClock, jump: Jump) -> Done[ClockMark]:
    desk = Desk.get()
    known = ClockMark.select().order_by(ClockMark.id.desc()).first()
    if known is not None and _same_event(known, session.now(), jump):
        clock.offset = desk.clock_offset
        raise AlreadyDone(_("Another window noticed it before."))
    mark = ClockMark.create(at=session.now(), by=jump.by)
    if desk.clock_offset != clock.offset:
        desk.clock_offset = clock.offset
        desk.save()
    return Done(mark, mark, {"by": jump.by})


def _same_event(known: ClockMark, now: Millis, jump: Jump) -> bool:
    """Several windows notice one move of the clock within a tick or two of each other."""
    near = abs(now - known.at) <= CLOCK_SAME_EVENT
    return bool(near and abs(jump.by - known.by) <= CLOCK_TOLERANCE)


def mark_clock(session: Session, clock: DeskClock, jump: Jump) -> ClockMark | None:
    """The clock moved: set back is added again, a leap forward counts as waiting, inexact.

    A leap that sets right what was set back before takes from what is added. The desk's clock
    goes on from where it was; the log keeps by how much the PC's moved. None when another window
    of this desk kept it already.
    """
    clock.offset = max(0, clock.offset - jump.by)
    try:
        return _write_mark(session.machine(), clock, jump)
    except AlreadyDone:
        return None


@verb(
    "pack.changed",
    may=LEADING_ROLES + MACHINE,
    sentence=N_("the pack is now {pack_code}, version {version}"),
)
def change_pack(session: Session, pack: Pack) -> Done[Desk]:
    """Work by another version of the pack from now on; what began keeps its rules (X4)."""
    _keep_pack(session, pack)
    desk = Desk.get()
    desk.pack = pack.digest
    desk.save()
    return Done(desk, desk, {"pack_code": pack.code, "version": pack.version})


def change_pack_from(session: Session, folder_files: dict[str, bytes]) -> Pack:
    """Read a pack and work by it; a wrong one raises PackError and changes nothing."""
    pack = from_files(folder_files)
    if pack.code != session.pack.code:
        raise PackError(
            "rules.toml", "code", _("the code of this desk's pack, {code}").format(
                code=session.pack.code
            )
        )  # fmt: skip
    change_pack(session, pack)
    _follow_calendar(msgspec.structs.replace(session, pack=pack))
    return pack


def sign_on(session: Session, who: Staff, seat_name: str, post: str) -> Session:
    """`who` takes `post` at the seat called `seat_name`; the session that acts for them."""
    seat = staff.seat_named(session, seat_name)
    at_seat = Session(
        session.store,
        session.clock,
        session.pack,
        staff_id=who.id,
        role=who.role,
        post=post,
        seat_id=seat.id,
        zone=session.zone,
    )
    staff.sign_on(at_seat.machine(), who, seat, post)
    return at_seat
