"""Scenes to look at: the real app at a moment of a morning made through the verbs (all made up).

`scene(name, size, language, home)` gives the app and what to press; a test compares the picture,
and whoever works on the look renders the same scene: `python -m tests.screens.scenes desk`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from frontdesk import settings, words
from frontdesk.clock import DAY, MINUTE, SECOND, FixedClock, Millis
from frontdesk.desk import emergency, visits, waiting
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.waiting import Doing
from frontdesk.opening import Founding, Opened, found, sign_on
from frontdesk.packs.load import builtin
from frontdesk.phone import answering, recording
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.settings import folders
from frontdesk.staff.staff import Staff
from screens.app import FrontdeskApp
from tests.conftest import MORNING, ZONE
from tests.screens import scene_cases
from tests.screens.driving import NARROW, STAFF, WIDE, Driver, register

NAMES = (
    "desk", "empty", "register", "readback", "visit", "check", "first", "signin", "help",
    "ringing", "call", "calls", "case_form", "case", "cases", "case_close",
)  # fmt: skip
SIZES = (NARROW, WIDE)
LANGUAGES = ("en", "zh")
# What stands at the moment that is looked at.
NOW: Millis = MORNING + 48 * MINUTE + 12 * SECOND
DESK = {"en": "Guide desk 1", "zh": "一号导医台"}
SEAT = {"en": "Desk 1", "zh": "1 号位"}

Act = Callable[[Session, int], object]


class Scene(NamedTuple):
    """An app, and the hands that bring it to the moment."""

    app: FrontdeskApp
    drive: Callable[[Pilot[int]], Awaitable[None]]


def scene(name: str, size: tuple[int, int], language: str, home: Path) -> Scene:
    """The scene called `name` in a window of `size`; everything it keeps lies in `home`."""
    words.use(language)
    clock = FixedClock(MORNING)
    place = folders(home)
    machine = None
    if name != "first":
        if name in scene_cases.HANDS:
            clock.set_wall(MORNING - DAY)
        names = (STAFF, "Wu Di", "Fang Min")
        machine = found(place, Founding(DESK[language], builtin("hospital"), names), clock, ZONE)
        kept = settings.read(place)
        # A desk some days old: its recovery sheet lies in the safe.
        kept.sheet_confirmed, kept.language = True, language
        settings.write(place, kept)
        if name in scene_cases.HANDS:
            scene_cases.write_cases(machine, clock, language)
        if name not in ("empty", "signin"):
            write_morning(machine, clock)
    clock.set_wall(NOW)
    app = FrontdeskApp(
        place,
        seat=SEAT[language],
        language=language,
        clock=clock,
        opened=Opened(machine) if machine is not None else None,
        staff="" if name in ("first", "signin") else STAFF,
    )

    async def drive(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot, clock)
        for _look in range(100):
            await pilot.pause()
            if app.page != "desk" or app._walk is not None:
                break
        if app._walk is not None:
            # What the walk of the log says must not come in the midst of the picture.
            await asyncio.to_thread(app._walk._thread.join)
        await driver.settle()
        app.said = None
        await _HANDS[name](driver)
        app.chrome()
        await driver.settle()

    return Scene(app, drive)


# -- the morning -----------------------------------------------------------------------------


def _step(outcome: str, step: str = "water", turn: int = 1, **more: object) -> Act:
    doing = Doing(outcome=outcome, **more)  # type: ignore[arg-type]
    return lambda session, visit: waiting.do_step(session, visit, step, turn, doing)


def _move(stage: str) -> Act:
    return lambda session, visit: visits.move(session, visit, stage)


def _raise(session: Session, visit: int) -> object:
    return emergency.raise_visit(session, visit, ("doctor",))


def _to(department: int, doctor: int) -> Act:
    def change(session: Session, visit: int) -> object:
        place = Department.listed()[department - 1]
        there = [one for one in Doctor.listed() if one.department_id == place.id]
        return visits.change_doctor(session, visit, place.id, there[doctor - 1].id)

    return change


def _note(text: str) -> Act:
    return lambda session, visit: visits.add_note(session, visit, text)


# Name, sex, age, phone, needs, department, doctor, how long before NOW (m:ss), what followed.
_PEOPLE: tuple[tuple[str, str, str, str, tuple[str, ...], int, int, str, dict[str, Act]], ...] = (
    ("张伟", "m", "46", "13812342046", (), 1, 1, "16:12",
     {"11:32": _step("given"), "3:00": _note("wife parks the car, comes to room 305")}),
    ("李娟", "f", "31", "13912340317", ("pregnant",), 3, 1, "14:20", {"9:10": _step("given")}),
    ("王芳", "f", "67", "13612341188", ("elderly", "stick"), 1, 2, "4:35", {}),
    ("刘洋", "m", "29", "13712345521", ("fasting",), 6, 0, "9:50", {}),
    ("张玮", "f", "52", "15012349034", (), 2, 1, "6:05", {"0:40": _step("declined")}),
    ("陈静", "f", "38", "13512347765", (), 1, 3, "21:30",
     {"16:20": _step("given"), "8:40": _to(1, 2),
      "6:10": _step("asked", "check", reason="ward", minutes=10, told="both")}),
    ("赵磊", "m", "74", "13412346012", ("wheelchair",), 1, 1, "33:00",
     {"27:30": _step("given"), "19:00": _move("doctor")}),
    ("孙丽", "f", "41", "18812343390", (), 2, 2, "41:00",
     {"36:00": _step("given"), "30:10": _move("doctor"), "22:00": _move("examination"),
      "2:10": _move("again")}),
    ("周强", "m", "58", "13312348876", (), 1, 2, "12:00", {"7:00": _step("given"), "0:35": _raise}),
    ("吴敏", "f", "25", "18612340098", (), 4, 1, "1:15", {}),
)  # fmt: skip


def _span(text: str) -> Millis:
    minutes, seconds = text.split(":")
    return int(minutes) * MINUTE + int(seconds) * SECOND


def write_morning(machine: Session, clock: FixedClock) -> None:
    """Ten people at ten points of their way, written through the verbs in the order of time."""
    clock.set_wall(MORNING)
    session = sign_on(machine, Staff.get(Staff.name == STAFF), "Desk 1", "desk")
    acts: list[tuple[Millis, int, Act | None]] = []
    for number, (*_who, arrived, then) in enumerate(_PEOPLE):
        acts.append((NOW - _span(arrived), number, None))
        acts += [(NOW - _span(before), number, act) for before, act in then.items()]
    made: dict[int, int] = {}
    for at, number, act in sorted(acts, key=lambda one: one[:2]):
        clock.set_wall(at)
        name, sex, age, phone, needs, department, doctor, *_rest = _PEOPLE[number]
        if act is None:
            made[number] = register(
                session, name, sex=sex, birth=age, phone=phone, needs=needs,
                department=department, doctor=doctor,
            )  # fmt: skip
        else:
            act(session, made[number])


# -- hands -----------------------------------------------------------------------------------


async def _nothing(_desk: Driver) -> None:
    return


async def _desk(desk: Driver) -> None:
    desk.select("A003")
    await desk.settle()


async def _check(desk: Driver) -> None:
    desk.select("A003")
    await desk.do("act_1")
    await desk.press("2", "1")


async def _visit(desk: Driver) -> None:
    desk.select("A003")
    await desk.settle()
    await desk.do("open")


async def _register(desk: Driver) -> None:
    await desk.do("visitor")
    await desk.type("zw")


async def _readback(desk: Driver) -> None:
    await desk.do("visitor")
    await desk.type("钱学民")
    await desk.press("tab", "1")
    await desk.type("63")
    await desk.press("tab")
    await desk.type("13812340042")
    await desk.press("tab", "2", "tab", "space", "tab")
    await desk.type("女儿" if words.language() == "zh" else "daughter")
    await desk.press("tab", "1", "1")


async def _help(desk: Driver) -> None:
    await desk.do("help")


async def _rung(desk: Driver, number: str, line: str = "2") -> int:
    call = answering.ring(desk.session.machine(), Ringing(number, line, None, "hook"))
    desk.app.changed()
    await desk.settle()
    return int(call.id)


async def _ringing(desk: Driver) -> None:
    await desk.do("visitor")
    await desk.type("wang")
    await _rung(desk, "13812342046")
    await desk.wait(7 * SECOND)
    desk.app.ring_dock.tick()


async def _call(desk: Driver) -> None:
    await _ringing(desk)
    await desk.do("phone")
    await desk.wait(9 * SECOND)
    await desk.do("script_step")
    await desk.wait(53 * SECOND)
    await desk.do("script_step")
    page = desk.app.call_page
    page.focus_field("kind")
    await desk.press("1")
    page.focus_field("asked")
    said = "化验单什么时候能取？" if words.language() == "zh" else "When is the result ready?"
    await desk.type(said)


async def _calls(desk: Driver) -> None:
    for number, rings in (("13812342046", 6), ("13612341188", 12), ("02155501234", 31)):
        call = await _rung(desk, number)
        await desk.wait(rings * SECOND)
        if rings > 30:
            await desk.do("gone")
            continue
        await desk.do("phone")
        await desk.wait(80 * SECOND)
        kind = CallForm(kind="inquiry", asked="8:00?", answer="8:00", outcome="answered")
        recording.record(desk.session, call, kind)
        await desk.do("gone")
        await desk.wait(30 * SECOND)
    desk.app.show_calls("today")
    await desk.settle()


_HANDS: dict[str, Callable[[Driver], Awaitable[None]]] = {
    "desk": _desk,
    "empty": _nothing,
    "register": _register,
    "readback": _readback,
    "visit": _visit,
    "check": _check,
    "first": _nothing,
    "signin": _nothing,
    "help": _help,
    "ringing": _ringing,
    "call": _call,
    "calls": _calls,
    **scene_cases.HANDS,
}


async def _show(name: str, size: tuple[int, int], language: str, home: Path) -> str:
    made = scene(name, size, language, home)
    async with made.app.run_test(size=size) as pilot:
        await made.drive(pilot)
        shown = Driver(made.app, pilot, FixedClock(0)).screen
        (home / f"{name}.svg").write_text(made.app.export_screenshot(), "utf-8")
    return shown


if __name__ == "__main__":
    import tempfile

    wanted = sys.argv[1] if len(sys.argv) > 1 else "desk"
    wide = NARROW if "80" in sys.argv else WIDE
    spoken = "zh" if "zh" in sys.argv else "en"
    folder = Path(tempfile.mkdtemp())
    sys.stdout.write(asyncio.run(_show(wanted, wide, spoken, folder)) + f"\n{folder}\n")
