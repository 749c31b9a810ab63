"""Where is what, who sees visitors and when (requirement D6), and how busy they are now (D2)."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from frontdesk.clock import HOUR, Millis, local
from frontdesk.hours import CLOSED, Hours, closes_at, parse, say
from frontdesk.packs.structs import Pack, Reachable
from frontdesk.session import LEADING_ROLES, MACHINE, Session
from frontdesk.store.fields import Flag, Ref, Row, Text
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, language

MINUTES_AN_HOUR = 60
# A place may share its code with a department; among the rows each code is one.
PLACE = "place."


class Department(Row):
    """A department, or another place one asks the way to (`place`)."""

    code = Text(personal=False, unique=True)
    name_en = Text(personal=False)
    name_zh = Text(personal=False)
    short_en = Text(personal=False)
    short_zh = Text(personal=False)
    serves_en = Text(personal=False)
    serves_zh = Text(personal=False)
    floor = Text(personal=False)
    rooms = Text(personal=False)
    phone = Text(personal=False)
    hours = Text(personal=False)
    place = Flag(personal=False)
    active = Flag(personal=False)

    @property
    def name(self) -> str:
        """The name in the language spoken now."""
        return str(self.name_zh if language() == "zh" else self.name_en)

    @property
    def short(self) -> str:
        """The name for lists, in the language spoken now."""
        return str(self.short_zh if language() == "zh" else self.short_en)

    @property
    def serves(self) -> str:
        """What one goes there for, in the language spoken now."""
        return str(self.serves_zh if language() == "zh" else self.serves_en)

    @classmethod
    def listed(cls) -> list["Department"]:
        """Departments that visitors are sent to, in the order of the directory."""
        return list(cls.select().where(cls.active == 1, cls.place == 0).order_by(cls.id))


class Doctor(Row):
    """A doctor, or in an office a host, who sees visitors."""

    code = Text(personal=False, unique=True)
    department = Ref(Department)
    kind = Text(personal=False)
    name = Text(personal=False)
    title_en = Text(personal=False)
    title_zh = Text(personal=False)
    specialty_en = Text(personal=False)
    specialty_zh = Text(personal=False)
    room = Text(personal=False)
    phone = Text(personal=False)
    hours = Text(personal=False)
    active = Flag(personal=False)

    @property
    def title(self) -> str:
        """The title in the language spoken now."""
        return str(self.title_zh if language() == "zh" else self.title_en)

    @property
    def specialty(self) -> str:
        """The specialty in the language spoken now."""
        return str(self.specialty_zh if language() == "zh" else self.specialty_en)

    @classmethod
    def listed(cls) -> list["Doctor"]:
        """Everyone who sees visitors, in the order of the directory."""
        return list(cls.select().where(cls.active == 1).order_by(cls.id))


class Names:
    """Departments and doctors by id, read once for a list."""

    def __init__(self) -> None:
        self.departments = {one.id: one for one in Department.select()}
        self.doctors = {one.id: one for one in Doctor.select()}

    def doctor(self, key: int | None) -> str:
        """The doctor's name, or nothing."""
        found = self.doctors.get(key) if key is not None else None
        return str(found.name) if found is not None else ""

    def department(self, key: int | None) -> str:
        """The department's short name, or nothing."""
        found = self.departments.get(key) if key is not None else None
        return found.short if found is not None else ""

    def room(self, doctor: int | None, department: int | None) -> str:
        """The doctor's room, else the department's rooms."""
        found = self.doctors.get(doctor) if doctor is not None else None
        if found is not None:
            return str(found.room)
        place = self.departments.get(department) if department is not None else None
        return str(place.rooms) if place is not None else ""


class Load(NamedTuple):
    """How busy a department or doctor is: counts and milliseconds; None where nothing is known."""

    waiting: int = 0
    longest: Millis | None = None
    median: Millis | None = None
    called: int = 0


class Loads(NamedTuple):
    """The load of every department and doctor, by id."""

    departments: dict[int, Load]
    doctors: dict[int, Load]

    def department(self, key: int) -> Load:
        """The load of one department; an idle one has none."""
        return self.departments.get(key, Load())

    def doctor(self, key: int) -> Load:
        """The load of one doctor; an idle one has none."""
        return self.doctors.get(key, Load())


def loads(session: Session) -> Loads:
    """Who waits where, the longest wait now, and the median of those called in the last hour.

    Never a guess (D2): a median comes with the count it was taken over, `called`.
    """
    now = session.now()
    rows = session.store.database.execute_sql(
        "SELECT department_id, doctor_id, began_at, ended_at FROM wait WHERE ended_at IS NULL"
        " UNION ALL SELECT department_id, doctor_id, began_at, ended_at FROM wait"
        " WHERE ended_at >= ? AND ending = 'seen' AND exact = 1",
        (now - HOUR,),
    ).fetchall()
    return Loads(_by(0, rows, now), _by(1, rows, now))


def _by(column: int, rows: list[tuple[int, int, int, int]], now: Millis) -> dict[int, Load]:
    waiting: dict[int, list[Millis]] = defaultdict(list)
    called: dict[int, list[Millis]] = defaultdict(list)
    for row in rows:
        key, began, ended = row[column], row[2], row[3]
        if key is None:
            continue
        if ended is None:
            waiting[key].append(now - began)
        else:
            called[key].append(ended - began)
    return {
        key: Load(
            waiting=len(waiting[key]),
            longest=max(waiting[key], default=None),
            median=_middle(called[key]),
            called=len(called[key]),
        )
        for key in waiting.keys() | called.keys()
    }


def _middle(spans: list[Millis]) -> Millis | None:
    """The median, or None of none."""
    if not spans:
        return None
    ordered, half = sorted(spans), len(spans) // 2
    return ordered[half] if len(spans) % 2 else round((ordered[half - 1] + ordered[half]) / 2)


def in_clinic(session: Session, hours: str) -> bool:
    """Whether clinic hours, as written in the directory, are open now."""
    return till(session, hours) is not None


def till(session: Session, hours: str) -> int | None:
    """The minute of the day at which what is open now closes, or None."""
    moment = local(session.now(), session.zone)
    return closes_at(_hours(hours), moment.weekday(), _minutes(session))


@lru_cache(maxsize=512)
def _hours(text: str) -> Hours:
    return parse(text or CLOSED)


def _minutes(session: Session) -> int:
    moment = local(session.now(), session.zone)
    return moment.hour * MINUTES_AN_HOUR + moment.minute


def lay(pack: Pack) -> int:
    """Write the pack's starter directory; inside a verb. Returns how many rows there are."""
    made: dict[str, Department] = {}
    for one in pack.directory.departments:
        made[one.code] = Department.create(
            code=one.code,
            name_en=one.name.en,
            name_zh=one.name.zh,
            short_en=one.short.en,
            short_zh=one.short.zh,
            serves_en=one.serves.en,
            serves_zh=one.serves.zh,
            floor=one.floor,
            rooms=one.rooms,
            phone=one.phone,
            hours=say(one.hours),
            place=False,
            active=True,
        )
    for place in pack.directory.places:
        Department.create(
            code=f"{PLACE}{place.code}",
            name_en=place.name.en,
            name_zh=place.name.zh,
            short_en=place.name.en,
            short_zh=place.name.zh,
            serves_en="",
            serves_zh="",
            floor=place.floor,
            rooms=place.room or "",
            phone=place.phone or "",
            hours=say(place.hours) if place.hours else "",
            place=True,
            active=True,
        )
    people: list[tuple[str, Reachable]] = [("doctor", one) for one in pack.directory.doctors]
    people += [("host", one) for one in pack.directory.hosts]
    for kind, person in people:
        _lay_person(made[person.department], kind, person)
    return len(made) + len(people) + len(pack.directory.places)


def _lay_person(department: Department, kind: str, person: Reachable) -> None:
    Doctor.create(
        code=person.code,
        department=department,
        kind=kind,
        name=person.name,
        title_en=person.title.en,
        title_zh=person.title.zh,
        specialty_en=person.specialty.en,
        specialty_zh=person.specialty.zh,
        room=person.room,
        phone=person.phone or department.phone,
        hours=say(person.hours),
        active=True,
    )


class DirectoryRow(NamedTuple):
    """One doctor as read from a table, already cleaned: the department by name, hours as text."""

    department: str
    floor: str
    rooms: str
    doctor: str
    title: str
    specialty: str
    room: str
    phone: str
    hours: str


@verb(
    "directory.imported",
    may=LEADING_ROLES + MACHINE,
    sentence=N_("the directory was imported: {count} rows"),
)
def take_over(session: Session, rows: list[DirectoryRow]) -> Done[int]:
    """Add or renew departments and doctors from a table, all or nothing (D6)."""
    by_name = {one.name_en: one for one in Department.listed()}
    by_name |= {one.name_zh: one for one in Department.listed()}
    kind = session.pack.asks
    for row in rows:
        department = by_name.get(row.department)
        if department is None:
            department = by_name[row.department] = _new_department(row)
        if row.doctor:
            _renew_doctor(department, kind, row)
    return Done(len(rows), None, {"count": len(rows)})


def _next_code(prefix: str, model: type[Row]) -> str:
    return f"{prefix}_{model.select().count() + 1}"


def _new_department(row: DirectoryRow) -> Department:
    return Department.create(
        code=_next_code("department", Department),
        name_en=row.department,
        name_zh=row.department,
        short_en=row.department,
        short_zh=row.department,
        serves_en="",
        serves_zh="",
        floor=row.floor,
        rooms=row.rooms,
        phone=row.phone,
        hours=row.hours,
        place=False,
        active=True,
    )


def _renew_doctor(department: Department, kind: str, row: DirectoryRow) -> None:
    found = Doctor.get_or_none(Doctor.name == row.doctor, Doctor.department == department)
    if found is None:
        found = Doctor(code=_next_code("doctor", Doctor), department=department, kind=kind)
    found.name = row.doctor
    found.title_en = found.title_zh = row.title
    found.specialty_en = found.specialty_zh = row.specialty
    found.room, found.phone, found.hours, found.active = row.room, row.phone, row.hours, True
    found.save()
