"""Practice: a believable morning on a throw-away desk."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk import practice, settings
from frontdesk.clock import HOUR, MINUTE, FixedClock, instant, local
from frontdesk.desk import waiting
from frontdesk.opening import Opened
from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Pack
from frontdesk.practice import Wish
from frontdesk.practice.calendar import day_of_work, days_before
from frontdesk.record import Desk
from frontdesk.settings import Folders, folders
from frontdesk.store import verify

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)


def _prepare(place: Folders, wish: Wish) -> Opened:
    clock = FixedClock(instant(datetime(2026, 11, 23, 18, 0, tzinfo=ZONE)))
    return practice.prepare(place, wish, clock=clock, zone=ZONE, today=MONDAY)


@pytest.mark.parametrize("pack", ["hospital", "office", "hotline"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_morning_in_progress(place: Folders, pack: str, seed: int) -> None:
    opened = _prepare(place, Wish(pack=pack, seed=seed))
    session = opened.session
    now = session.now()
    assert local(now, ZONE).strftime("%Y-%m-%d %H:%M") == "2026-11-23 09:40"
    found = waiting.waiting_list(session)
    # Someone at every stage that a registered visitor can reach and where a visit goes on.
    stages = {one.stage for one in found}
    before = {stage.code for stage in session.pack.stages if not stage.ends}
    first = next(stage for stage in session.pack.stages if stage.watched)
    unreachable = {"arrived", "guided", "registered", "triaged"}
    assert first.code in stages
    assert before - stages <= unreachable
    dues = waiting.due(session)
    assert dues[0].rank == "emergency"
    assert sum(due.state(now) == "due" for due in dues) == 1
    soon = [due for due in dues if 0 < due.due_at - now <= 2 * MINUTE]
    assert len(soon) >= 3
    assert any(one.priority == "priority" for one in found)
    assert sum(one.shared_name for one in found) >= 2
    assert any("fasting" in one.needs for one in found)
    assert any(one.changed_from for one in found)
    ended = session.store.database.execute_sql(
        "SELECT count(*) FROM visit WHERE ended_at IS NOT NULL"
    ).fetchone()
    assert ended[0] >= 4
    verify.whole(session.store.database)
    session.store.close()


def test_entries_stand_in_order_of_time(place: Folders) -> None:
    session = _prepare(place, Wish(history=20)).session
    rows = session.store.database.execute_sql("SELECT at FROM entry ORDER BY id").fetchall()
    assert rows == sorted(rows)
    assert rows[-1][0] <= session.now()
    assert session.store.database.execute_sql("SELECT count(*) FROM clock_mark").fetchone() == (0,)
    session.store.close()


def test_one_seed_is_one_morning(tmp_path: Path) -> None:
    def names(seed: int, home: str) -> list[str]:
        session = _prepare(folders(tmp_path / home), Wish(seed=seed)).session
        found = [one.name for one in waiting.waiting_list(session)]
        session.store.close()
        return found

    first = names(3, "a")
    assert names(3, "b") == first
    assert names(4, "c") != first


def test_marked_as_practice_and_in_the_language_asked_for(place: Folders) -> None:
    session = _prepare(place, Wish(language="zh", at=14 * HOUR)).session
    assert Desk.get().practice is True
    assert settings.read(place).language == "zh"
    assert local(session.now(), ZONE).strftime("%H:%M") == "14:00"
    session.store.close()


def test_people_and_history_for_scale(place: Folders) -> None:
    session = _prepare(place, Wish(people=60, history=300)).session
    waits = [one for one in waiting.waiting_list(session) if one.wait_id is not None]
    assert len(waits) >= 60
    late = [one for one in waiting.due(session) if one.due_at < session.now() - 10 * MINUTE]
    assert len(late) <= len(waits) // 10
    days = session.store.database.execute_sql("SELECT count(DISTINCT day) FROM visit").fetchone()
    assert days[0] == 2
    verify.whole(session.store.database)
    session.store.close()


def test_any_pack_has_a_morning(
    place: Folders, other_pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "builtin", lambda _code: other_pack)
    session = _prepare(place, Wish()).session
    states = {due.step for due in waiting.due(session)}
    assert states >= {"blanket", "check", "chair"}
    verify.whole(session.store.database)
    session.store.close()


def test_the_clock_runs_on_from_the_morning(place: Folders) -> None:
    clock = FixedClock(instant(datetime(2026, 11, 23, 18, 0, tzinfo=ZONE)))
    session = practice.prepare(place, Wish(), clock=clock, zone=ZONE, today=MONDAY).session
    before = session.now()
    clock.advance(MINUTE)
    assert session.now() == before + MINUTE
    session.store.close()


def test_thrown_away() -> None:
    with practice.throw_away() as place:
        place.make()
        home = place.data.parent
        assert home.stat().st_mode & 0o077 == 0
    assert not home.exists()


def test_a_day_off_shows_the_last_day_of_work() -> None:
    sunday = date(2026, 11, 22)
    assert day_of_work(builtin("office"), sunday, practice.MORNING) == date(2026, 11, 20)
    assert day_of_work(builtin("office"), MONDAY, practice.MORNING) == MONDAY
    assert days_before(MONDAY, 2) == [date(2026, 11, 20), date(2026, 11, 21)]
