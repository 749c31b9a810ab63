"""The telephone of a made-up morning: every kind of call there is, and figures one can believe."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from frontdesk import practice, words
from frontdesk.clock import HOUR, MINUTE, FixedClock, instant
from frontdesk.opening import Opened
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.structs import Pack
from frontdesk.phone import due, figures, finding, lists, measured, phrases
from frontdesk.phone.calls import CallHold, CallStep
from frontdesk.phone.lists import CallLine
from frontdesk.practice import Wish, talks
from frontdesk.session import Session
from frontdesk.settings import Folders, folders
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
PACKS = ("hospital", "office", "hotline")


def _prepare(place: Folders, wish: Wish, zone: ZoneInfo = ZONE) -> Opened:
    clock = FixedClock(instant(datetime(2026, 11, 23, 18, 0, tzinfo=zone)))
    return practice.prepare(place, wish, clock=clock, zone=zone, today=MONDAY)


def _at_desk(opened: Opened) -> Session:
    guide = Staff.here()[0]
    return replace(opened.session, staff_id=guide.id, role=guide.role)


@pytest.fixture(params=[(pack, seed) for pack in PACKS for seed in (0, 7)], ids=str)
def morning(request: pytest.FixtureRequest, place: Folders) -> Iterator[Session]:
    """A morning, as whoever sits at its desk sees it."""
    pack, seed = request.param
    session = _at_desk(_prepare(place, Wish(pack=pack, seed=seed)))
    with closing(session.store):
        yield session


def _calls(session: Session) -> list[CallLine]:
    return lists.of_day(session, session.today())[::-1]


def test_every_kind_of_call_is_there(morning: Session) -> None:
    assert morning.pack.phone is not None
    found = _calls(morning)
    assert {one.how for one in found} == {"hook", "hand", "unknown"}
    assert {one.direction for one in found} == {"in", "out", "none"}
    assert {one.channel for one in found} == {"phone", "email"}
    assert {one.ended_by for one in found} >= {"caller", "us"}
    assert {one.kind for one in found} >= {"inquiry", "appointment", "complaint", "wrong"}
    wanted = {"answered", "booked", "promised", "question", "passed", "wrong"}
    assert {one.outcome for one in found} >= wanted
    rang = [
        one.answered_at - one.rang_at
        for one in found
        if one.how == "hook" and one.answered_at is not None and one.rang_at is not None
    ]
    target = morning.pack.phone.answer_within
    assert min(rang) < target < max(rang)
    assert any(one.withheld for one in found)
    assert any(len(one.phone) == morning.pack.phone.dialling.extension for one in found)
    assert any(one.person_id is not None and one.direction == "in" for one in found)
    assert CallHold.select().count() == 1
    assert CallStep.select().count() > len(morning.pack.phone.kind("complaint").steps)


def test_what_is_owed_now(morning: Session) -> None:
    assert morning.pack.phone is not None
    now, phone = morning.now(), morning.pack.phone
    (missed, silent) = lists.missed(morning)
    assert missed.due_at is not None
    assert now < missed.due_at < now + phone.window
    assert silent.withheld
    owed = {one.kind: one for one in lists.promises(morning, morning.staff_id)}
    promise = owed["promise"]
    assert promise.due_at is not None
    assert now < promise.due_at < now + phone.promise_window
    # People promise times that are easy to say.
    assert promise.due_at % (5 * MINUTE) == 0
    questions = tasks.open_tasks(morning, "question")
    assert [one.owner_id == morning.staff_id for one in questions].count(True) == 1
    assert [one.offered_id == morning.staff_id for one in questions].count(True) == 1
    (open_one,) = lists.without_outcome(morning)
    assert lists.live(morning) == []
    assert open_one.asked
    assert {one.step for one in due.due(morning)} == {due.OUTCOME}


def test_who_was_missed_was_called_back_and_who_called_first_calls_again(morning: Session) -> None:
    found = _calls(morning)
    back = next(one for one in found if one.direction == "out" and one.answered_at is not None)
    before = next(one for one in found if one.id == back.id - 2)
    assert before.missed_at is not None
    assert before.phone == back.phone
    assert before.task_id == back.task_id
    heard = [one.phone for one in found if one.direction == "in" and one.phone]
    assert len(heard) - len(set(heard)) == 1


def test_a_number_that_a_family_shares_is_told_apart(morning: Session) -> None:
    rows = morning.store.database.execute_sql(
        "SELECT c.person_id, count(*) FROM call c JOIN person p ON p.phone = c.phone"
        " GROUP BY c.id HAVING count(*) > 1"
    ).fetchall()
    assert len(rows) == 1
    assert rows[0][0] is not None


def test_calls_do_not_overlap_and_end_before_now(morning: Session) -> None:
    last = 0
    for one in _calls(morning):
        if one.direction == "none":
            continue
        assert one.began_at > last
        last = next(at for at in (one.closed_at, one.missed_at, one.ended_at) if at is not None)
        assert last < morning.now()
        assert one.began_at > morning.now() - talks.EARLY


def test_the_figures_can_be_believed(morning: Session) -> None:
    day = morning.today()
    facts = measured.call_facts(morning, day, day)
    level = figures.service_level(facts)
    assert level.value is not None
    assert level.n >= 10
    assert 0.6 < level.value < 0.95
    strict = figures.strict_service_level(facts).value
    assert strict is not None
    assert strict < level.value
    lost = figures.abandonment(facts)
    assert lost.value is not None
    assert 0.05 < lost.value < 0.25
    assert lost.excluded == 1
    speed = figures.speed_of_answer(facts).value
    assert speed is not None
    assert 4_000 < speed < 20_000
    assert figures.speed_of_answer(facts, "hand").n == 1
    handled = figures.handle_time(measured.handlings(morning, day, day)).value
    assert handled is not None
    assert MINUTE < handled < 5 * MINUTE
    assert figures.recovery(measured.missed_facts(morning, day, day)).say() == "50.0 %"
    kept = figures.callbacks_kept(measured.callback_facts(morning, day, day), morning.now())
    assert (kept.value, kept.n, kept.excluded) == (1.0, 1, 1)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("pack", PACKS)
def test_nothing_is_said_that_is_never_said(place: Folders, pack: str, language: str) -> None:
    words.use(language)
    opened = _prepare(place, Wish(pack=pack, language=language))
    with closing(opened.session.store):
        session = opened.session
        for one in _calls(session):
            assert phrases.pointed_out(session.pack, one.answer) == []
        for task in tasks.open_tasks(session):
            if task.kind == "promise":
                assert phrases.pointed_out(session.pack, task.text) == []


def test_the_log_is_whole_and_in_order_at_any_hour(tmp_path: Path) -> None:
    for number, at in enumerate((0, 4 * HOUR + MINUTE, 23 * HOUR + 59 * MINUTE)):
        home = folders(tmp_path / str(number))
        session = _prepare(home, Wish(at=at, seed=number), ZoneInfo("Asia/Kathmandu")).session
        with closing(session.store):
            verify.whole(session.store.database)
            rows = session.store.database.execute_sql("SELECT at FROM entry ORDER BY id").fetchall()
            assert rows == sorted(rows)
            assert rows[-1][0] <= session.now()


def test_one_seed_is_one_morning_on_the_telephone(tmp_path: Path) -> None:
    def told(seed: int, home: str) -> list[tuple[object, ...]]:
        session = _prepare(folders(tmp_path / home), Wish(seed=seed)).session
        with closing(session.store):
            return [
                (one.phone, one.name, one.began_at, one.answered_at, one.closed_at, one.asked)
                for one in _calls(session)
            ]

    first = told(3, "a")
    assert told(3, "b") == first
    assert told(4, "c") != first


def test_calls_off_is_for_what_comes_not_for_what_was(tmp_path: Path) -> None:
    found = {}
    for calls in (True, False):
        opened = _prepare(folders(tmp_path / str(calls)), Wish(calls=calls))
        with closing(opened.session.store):
            assert opened.calls is calls
            found[calls] = [one.asked for one in _calls(opened.session)]
    assert found[True] == found[False]


def _with_phone(edit: Callable[[str], str]) -> Pack:
    files = to_files(builtin("office"))
    # Cases come in by the telephone's channels.
    del files["cases.toml"], files["calendar.toml"]
    files["phone.toml"] = edit(files["phone.toml"].decode()).encode()
    return from_files(files)


def test_a_desk_without_a_telephone_has_no_calls(
    place: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = to_files(builtin("office"))
    del files["phone.toml"]
    monkeypatch.setattr(practice, "builtin", lambda _code: from_files(files))
    opened = _prepare(place, Wish())
    with closing(opened.session.store):
        assert opened.calls is False
        assert [one for one in tasks.open_tasks(opened.session) if one.about == "call"] == []
        assert talks.of_morning(opened.session, opened.session.now(), Random(0)) == []


def test_a_pack_of_few_outcomes_has_fewer_calls(
    place: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def few(text: str) -> str:
        head, _first, rest = text.partition("[[outcomes]]")
        tail = rest[rest.index("[[tries]]") :]
        return f'{head}[[outcomes]]\ncode = "cut"\n\n{tail}'.replace(
            'channels = ["phone", "walkin", "email", "wechat", "letter", "box"]',
            'channels = ["phone"]',
        )

    monkeypatch.setattr(practice, "builtin", lambda _code: _with_phone(few))
    opened = _prepare(place, Wish())
    with closing(opened.session.store):
        session = opened.session
        found = _calls(session)
        assert {one.outcome for one in found} == {"", "cut"}
        assert len(lists.without_outcome(session)) == 1
        assert lists.missed(session)
        verify.whole(session.store.database)


def test_calls_of_the_morning_are_found_by_their_words(place: Folders) -> None:
    opened = _prepare(place, Wish())
    with closing(opened.session.store):
        assert finding.by_word(opened.session, "umbrella", 5)
