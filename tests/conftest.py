"""Fixtures for every test: a founded desk on a real database file, and who acts at it."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk import words

# The tables of cases, without which no log can be judged.
from frontdesk.cases import cases as _cases  # noqa: F401
from frontdesk.clock import FixedClock, Millis, instant
from frontdesk.opening import Founding, found, sign_on
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.settings import Folders, folders
from frontdesk.staff.staff import Staff

ZONE = ZoneInfo("Asia/Shanghai")
# A Monday, half past seven: the hospital's clinics open at half past seven and at eight.
MORNING: Millis = instant(datetime(2026, 11, 23, 7, 30, tzinfo=ZONE))
STAFF = ("Li Na", "Wang Fang", "Zhao Min")
SEAT = "Desk 1"

# What a screen shows before a desk is open is in the machine's zone: the same one everywhere.
os.environ["TZ"] = "Asia/Shanghai"
os.environ.pop("NO_COLOR", None)
if hasattr(time, "tzset"):
    time.tzset()


@dataclass(frozen=True)
class MadeDesk:
    """A founded desk: where it lies, its clock that a test moves, and the machine's session."""

    place: Folders
    clock: FixedClock
    machine: Session

    def as_staff(self, name: str = STAFF[0], seat: str = SEAT, post: str = "desk") -> Session:
        """The session of the one of staff called `name`, signed on at `seat`."""
        return sign_on(self.machine, Staff.get(Staff.name == name), seat, post)

    def reopen(self) -> Session:
        """Open the same desk as the program does at its next start, by the same clock."""
        from frontdesk.opening import start

        self.machine.store.close()
        return start(self.place, self.clock, ZONE).session


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the home of whoever runs it, or leaves its language behind."""
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    words.use("en")
    yield
    words.use("en")


@pytest.fixture
def place(tmp_path: Path) -> Folders:
    """The folders of a desk in this test's own folder; nothing is made in them yet."""
    return folders(tmp_path / "home")


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at MORNING until a test moves it."""
    return FixedClock(MORNING)


@pytest.fixture
def make_desk(tmp_path: Path, clock: FixedClock) -> Iterator[Callable[..., MadeDesk]]:
    """Make a desk: `make_desk(pack="office")`, or with a Pack of a test's own.

    Each one opened becomes the database that the models write to.
    """
    made: list[MadeDesk] = []

    def make(pack: Pack | str = "hospital", *, practice: bool = False) -> MadeDesk:
        rules = builtin(pack) if isinstance(pack, str) else pack
        home = tmp_path / ("home" if not made else f"home{len(made) + 1}")
        there = folders(home)
        machine = found(there, Founding(SEAT, rules, STAFF, practice), clock, ZONE)
        made.append(MadeDesk(there, clock, machine))
        return made[-1]

    yield make
    for one in made:
        if not one.machine.store.database.is_closed():
            one.machine.store.database.close()


@pytest.fixture
def desk(make_desk: Callable[..., MadeDesk]) -> MadeDesk:
    """A founded desk with the hospital's pack."""
    return make_desk()


@pytest.fixture
def session(desk: MadeDesk) -> Session:
    """The supervisor, signed on at the guide desk of `desk`."""
    return desk.as_staff()


@pytest.fixture
def other_pack() -> Pack:
    """The hospital's pack with other steps and other names for them: 2, 10 and 25 minutes (X4)."""
    return other_steps()


def other_steps() -> Pack:
    """A hospital that offers a blanket at 2 minutes, asks at 10 and brings a chair at 25."""
    files = to_files(builtin("hospital"))
    rules = files["rules.toml"].decode()
    rules = rules.replace('code = "water"\nafter = "5m"', 'code = "blanket"\nafter = "2m"')
    rules = rules.replace('code = "check"\nafter = "15m"', 'code = "check"\nafter = "10m"')
    chair = (
        '[[waiting.steps]]\ncode = "chair"\nafter = "25m"\nwindow = "2m"\nform = "offer"\n'
        'outcomes = [{ code = "given" }, { code = "declined" }]\n\n[emergency]'
    )
    files["rules.toml"] = rules.replace("[emergency]", chair, 1).encode()
    for language, (blanket, seat) in {"en": ("blanket", "chair"), "zh": ("毯子", "椅子")}.items():
        text = files[f"{language}.toml"].decode().replace("[step.water]", "[step.blanket]")
        head = text.index('head = "', text.index("[step.blanket]"))
        text = text[:head] + f'head = "{blanket}"' + text[text.index("\n", head) :]
        extra = "\n".join(
            [
                "[step.chair]",
                f'head = "{seat}"',
                f'do = "Bring a {seat}"',
                f'due = "BRING A {seat.upper()}"',
                f'done = "{seat} brought"',
                f'again = "Bring a {seat} again"',
                f'promise = "{{time}} {seat}"',
                'outcome.given = "given"',
                'outcome.declined = "declined"',
                "",
                "[emergency]",
            ]
        )
        files[f"{language}.toml"] = text.replace("[emergency]", extra, 1).encode()
    return from_files(files)
