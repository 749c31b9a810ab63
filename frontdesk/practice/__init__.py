"""Practice: a throw-away desk with a believable morning in progress (requirement X1)."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from pathlib import Path
from random import Random

import msgspec

from frontdesk import opening, settings
from frontdesk.clock import HOUR, Clock, FixedClock, Millis, OffsetClock, SystemClock, local
from frontdesk.desk import people
from frontdesk.opening import Founding, Opened
from frontdesk.packs.load import builtin
from frontdesk.practice import history, matters, talks
from frontdesk.practice.calendar import MORNING, at_time, day_of_work
from frontdesk.practice.morning import Morning, known_people, play
from frontdesk.session import Role
from frontdesk.settings import Folders, Settings, folders
from frontdesk.shift import log
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff

__all__ = ["MORNING", "Wish", "prepare", "throw_away"]

Progress = Callable[[int, int], None]

_STAFF = {
    "en": ("Li Na", "Wang Fang", "Zhao Min", "Chen Jing"),
    "zh": ("李娜", "王芳", "赵敏", "陈静"),
}
# Who answers for more than the desk: cases are passed up to them.
_ABOVE: dict[str, tuple[tuple[str, Role], ...]] = {
    "en": (("Wu Di", "supervisor"), ("Feng Lan", "deputy"), ("Lin Guodong", "manager")),
    "zh": (("吴迪", "supervisor"), ("冯岚", "deputy"), ("林国栋", "manager")),
}
_DESK = {"en": "Desk 1", "zh": "1 号台"}


@dataclass(frozen=True)
class Wish:
    """What practice shall look like: `at` is milliseconds after midnight, `people` who wait.

    `history` is how many visits of the past, each of another person. Without `calls` nobody calls
    while one practises; what was called before stands in the lists all the same.
    """

    pack: str = "hospital"
    language: str = "en"
    seed: int = 0
    at: Millis = MORNING
    people: int = 0
    history: int = 0
    calls: bool = True


def prepare(
    place: Folders,
    wish: Wish,
    *,
    clock: Clock | None = None,
    zone: tzinfo | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Found a practice desk in `place`, write its morning, and open it at that morning's end.

    From then on its clock runs with `clock`. Raises PackError and StorageError.
    """
    base = clock or SystemClock()
    pack = builtin(wish.pack)
    dice = Random(wish.seed)
    day = day_of_work(pack, today or local(base.now(), zone).date(), wish.at)
    now = at_time(day, wish.at, zone)
    first = [*history.days_needed(wish.history, day), day - timedelta(days=1)][0]
    frozen = FixedClock(at_time(first, pack.day.begins, zone))
    founding = Founding(_DESK[wish.language], pack, _STAFF[wish.language], practice=True)
    machine = opening.found(place, founding, frozen, zone)
    settings.write(place, Settings(language=wish.language, sheet_confirmed=True))
    guide, colleague = Staff.here()[:2]
    session = opening.sign_on(machine, guide, founding.desk, pack.posts[0])
    people.take_over(machine, known_people(dice, people.year_now(session)))
    if wish.history:
        history.write(session, wish.history, day, dice, progress)
        newest = session.store.head().id
        frozen.set_wall(max(one.at for one in log.entries(session, after=newest - 1)))
    # Dice of their own: the same visitors come in whoever complains, and whoever calls.
    by_form = Random(f"cases {wish.seed}")
    if pack.cases is not None:
        for name, role in _ABOVE[wish.language]:
            staff.hire(machine, name, role)
    complained = matters.of_yesterday(session, now, by_form, frozen.at)
    handed_over = max(frozen.at, now - talks.EARLY)
    play(frozen, [event for event in complained if event[0] < handed_over])
    by_phone = Random(f"calls {wish.seed}")
    frozen.set_wall(handed_over)
    early = opening.sign_on(machine, colleague, founding.desk, pack.posts[0])
    play(frozen, talks.of_early_shift(early, now, by_phone, guide.id))
    frozen.set_wall(max(frozen.at, now - 2 * HOUR))
    session = opening.sign_on(machine, guide, founding.desk, pack.posts[0])
    called = talks.of_morning(session, now, by_phone)
    lately = [event for event in complained if event[0] >= handed_over]
    Morning(session, frozen, now, dice).write(wish.people, progress, [*called, *lately])
    machine.store.close()
    opened = opening.start(place, OffsetClock(base, now - base.now()), zone)
    return msgspec.structs.replace(opened, calls=wish.calls and pack.phone is not None)


@contextlib.contextmanager
def throw_away() -> Iterator[Folders]:
    """Folders for practice that are gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="frontdesk-practice-"))
    try:
        yield folders(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
