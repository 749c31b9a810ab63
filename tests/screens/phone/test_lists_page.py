"""The telephone's lists on a screen: chosen by digit, found while typing, acted on (P4, P6, D7)."""

from collections.abc import Iterator

import pytest

from frontdesk import words
from frontdesk.clock import MINUTE, SECOND
from frontdesk.errors import InputError, Refused
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from frontdesk.store import verify
from frontdesk.store.drafts import Drafts
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task, TaskTry
from screens.parts.glyphs import PLAIN
from screens.parts.ink import ink_of
from screens.parts.parking import Parking
from screens.phone.list_rows import Chosen
from tests.conftest import MadeDesk
from tests.screens.alone import NARROW, WIDE, context_of
from tests.screens.phone.listing import Listed, listed, write_morning

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])


@pytest.fixture
def morning(session: Session, desk: MadeDesk) -> Session:
    """The supervisor, after a morning of calls."""
    write_morning(session, desk)
    return session


@pytest.fixture
def parking(session: Session, desk: MadeDesk) -> Iterator[Parking]:
    """Where half-typed words are kept."""
    drafts = Drafts(desk.place.drafts, session.store.key)
    yield Parking(drafts, "Desk 1")
    drafts.close()


def _task(kind: str, owner: int | None = None) -> Task:
    found = Task.read("kind = ? AND done_at IS NULL ORDER BY id", kind)
    return next(one for one in found if owner in (None, one.owner_id))


def _selected(app: Listed) -> int | None:
    assert app.page.selected is not None
    return app.page.selected.task_id


@BOTH
async def test_each_digit_is_a_list_with_its_count(
    morning: Session, desk: MadeDesk, size: tuple[int, int]
) -> None:
    async with listed(context_of(morning, desk), size) as (app, pilot):
        assert "1 Today 11" in app.text
        assert "Calls today ─" in app.text
        assert "11 calls" in app.text
        for key, title, row in (
            ("2", "To call back", "136****1111"),
            ("3", "My promises", "刘洋"),
            ("4", "Open questions", "Mr Gao"),
            ("5", "Without outcome", "L-0010"),
            ("1", "Calls today", "L-0011"),
        ):
            await pilot.press(key)
            assert f"{title} ─" in app.text
            assert row in app.text
        assert all(number not in app.text for number in ("13812342046", "13600001111"))


@BOTH
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_rows_fill_the_screen_and_nothing_runs_over(
    morning: Session, desk: MadeDesk, size: tuple[int, int], language: str
) -> None:
    words.use(language)
    async with listed(context_of(morning, desk), size) as (app, pilot):
        from screens.parts import cells

        for key in ("1", "2", "3", "4", "5", "slash", "h"):
            await pilot.press(key)
            assert {cells.width(row) for row in app.rows} == {size[0]}
        if size == NARROW:
            assert "│" not in app.text
        else:
            assert sum("│" in row for row in app.rows) > 20


async def test_plain_signs_and_no_colours(morning: Session, desk: MadeDesk) -> None:
    context = context_of(morning, desk, ink=ink_of("frontdesk-dark", flat=True), glyphs=PLAIN)
    async with listed(context) as (app, pilot):
        for key in ("1", "2", "3", "4"):
            await pilot.press(key)
            assert not set(app.text) & set("─│▌◦◕✓✗▸⚑·–…“”")
        assert "Open questions -----" in app.text


async def test_an_empty_list_says_so(session: Session, desk: MadeDesk) -> None:
    async with listed(context_of(session, desk)) as (app, pilot):
        for key, says in (
            ("1", "No call today so far."),
            ("2", "Nobody is to be called back."),
            ("3", "No promise is open."),
            ("4", "No question is open."),
            ("5", "Every call has its outcome."),
            ("slash", "Type the end of a number, a name or a word."),
        ):
            await pilot.press(key)
            assert says in app.text
        await pilot.press("q")
        assert "No call is found." in app.text
        app.act("call_back")
        assert isinstance(app.refused, Refused)
        app.act("task_finish")
        assert isinstance(app.refused, Refused)


async def test_a_second_moves_only_the_clocks(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("2")
        before = app.rows
        desk.clock.advance(SECOND)
        app.page.tick()
        await pilot.pause()
        changed = [row for row, old in zip(app.rows, before, strict=True) if row != old]
        assert 1 <= len(changed) <= 3
        assert all("in 2" in row for row in changed)


async def test_a_late_call_back_turns_its_count_red(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("2")
        tabs = app.page.query_one("#phone-tabs").lines[0]
        assert all(span.style != app.context.ink.due_text for span in tabs)
        desk.clock.advance(45 * MINUTE)
        app.page.tick()
        await pilot.pause()
        tabs = app.page.query_one("#phone-tabs").lines[0]
        assert [span.text for span in tabs if span.style == app.context.ink.due_text] == ["2", "1"]
        assert " ! CALL BACK " in app.text
        assert "late" in app.text


async def test_found_while_typing_and_back_to_the_very_row(
    morning: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("down", "down")
        before = app.page.selected
        # Digits are typed here, they choose no list.
        await pilot.press("slash", "4", "4", "7", "1")
        assert app.page.field.value == "4471"
        assert "2 calls" in app.text
        assert "L-0007" in app.text
        assert "L-0006" not in app.text
        await pilot.press(*["backspace"] * 4, *"hire")
        assert "1 call " in app.text
        await pilot.press("down")
        assert app.focused is app.page.list
        await pilot.press("enter")
        assert app.done == [("call_open", 7)]
        await pilot.press("escape")
        assert "Calls today ─" in app.text
        assert app.page.selected == before
        assert not app.page.back()
        # What was typed last stands there still.
        await pilot.press("slash")
        assert app.page.field.value == "hire"
        await pilot.press("escape", "4")
        assert "Open questions ─" in app.text


async def test_the_selection_of_a_list_is_where_it_was(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("4", "down")
        second = app.page.selected
        await pilot.press("1", "4")
        assert app.page.selected == second
        # A new call comes on top: the selection stays with its own.
        await pilot.press("1", "down", "down")
        third = app.page.selected
        answering.ring(morning, Ringing("13512347765", how="hook"))
        app.page.reload()
        assert app.page.selected == third
        assert app.page.list.selected_index == 3


async def test_enter_opens_and_c_calls(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("5", "enter", "c")
        assert app.done == [("call_open", 10), ("dial_call", 10)]
        app.done.clear()
        await pilot.press("2", "c")
        assert app.done == [("dial", _task("callback").id)]
        # Nobody can be called who told no number.
        await pilot.press("down", "c", "t", "g", "x")
        assert app.page.selected == Chosen(call_id=4)
        assert isinstance(app.refused, Refused)
        assert app.dock_.asking is None
        assert len(app.done) == 1


async def test_an_attempt_is_two_keys(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        task = _task("callback")
        await pilot.press("2", "t")
        assert app.dock_.asking is not None
        assert "no answer" in app.text
        await pilot.press("2")
        await pilot.pause()
        (kept,) = TaskTry.read("task_id = ?", task.id)
        assert (kept.outcome, kept.staff_id) == ("no_answer", morning.staff_id)
        assert app.said is not None
        assert "L-0009" in app.said.text
        assert "1 try: no answer" in app.text
        # f is the same question; who was reached is off the list.
        await pilot.press("f", "1")
        await pilot.pause()
        assert Task.get_by_id(task.id).outcome == "reached"
        assert "136****1111" not in app.text
        verify.whole(morning.store.database)


async def test_given_to_a_colleague_it_stays_until_they_accept(
    morning: Session, desk: MadeDesk
) -> None:
    me = morning.staff_id
    there = desk.as_staff("Wang Fang", seat="Desk 2")
    task = _task("promise")
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("3", "g")
        assert "1 Wang Fang   2 Zhao Min" in app.text
        assert "Li Na" not in next(row for row in app.rows if "Wang Fang   2" in row)
        await pilot.press("1")
        await pilot.pause()
        found = Task.get_by_id(task.id)
        assert (found.owner_id, found.offered_id) == (me, there.staff_id)
        assert "offered to Wang Fang" in app.text
    async with listed(context_of(there, desk)) as (app, pilot):
        await pilot.press("3")
        assert "⚑ offered to you by Li Na" in app.text
        await pilot.press("y")
        await pilot.pause()
        found = Task.get_by_id(task.id)
        assert (found.owner_id, found.offered_id, found.first_id) == (there.staff_id, None, me)


async def test_what_is_offered_may_stay_where_it_is(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("4", "down")
        offered = _selected(app)
        await pilot.press("x")
        await pilot.pause()
        found = Task.get_by_id(offered)
        assert (found.owner_id != morning.staff_id, found.offered_id) == (True, None)
        assert found.done_at is None
        assert "2 open" not in app.text


async def test_what_nobody_needs_is_closed_with_why(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        task = _task("promise")
        await pilot.press("3", "x", "escape")
        await pilot.press("x", "2")
        await pilot.pause()
        found = Task.get_by_id(task.id)
        assert (found.outcome, found.answer) == ("dropped", "settled another way")
        # Another reason is typed.
        call_back = _task("callback")
        await pilot.press("2", "x", "4")
        await pilot.pause()
        assert app.page.bar.display
        await pilot.press("enter")
        assert isinstance(app.refused, InputError)
        assert "✗ Say why" in app.text
        await pilot.press(*"came", "enter")
        await pilot.pause()
        assert (Task.get_by_id(call_back.id).answer, app.page.bar.display) == ("came", False)
        # A question never ends so.
        await pilot.press("4", "x")
        assert "A question ends with an answer." in app.text


async def test_a_promise_is_kept_with_a_word_or_none(morning: Session, desk: MadeDesk) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        task = _task("promise")
        await pilot.press("3", "f")
        assert "Promise kept" in app.text
        await pilot.press("enter")
        await pilot.pause()
        assert Task.get_by_id(task.id).outcome == "kept"
        assert "No promise is open." in app.text
        assert app.focused is app.page.list


@BOTH
async def test_a_question_ends_with_an_answer_and_never_with_dont_know(
    morning: Session, desk: MadeDesk, size: tuple[int, int]
) -> None:
    async with listed(context_of(morning, desk), size) as (app, pilot):
        task = _task("question", morning.staff_id)
        await pilot.press("4", "f", *"that is impossibl")
        assert "is never said" not in app.text
        await pilot.press("e")
        assert "✗ “impossible” is never said." in app.text
        await pilot.press(*["backspace"] * 30, *"I don't know")
        assert "✗ “I don't know” is never said." in app.text
        await pilot.press("enter")
        assert Task.get_by_id(task.id).done_at is None
        assert "✗ That is no answer." in app.text
        assert app.page.bar.text == "I don't know"
        await pilot.press(*["backspace"] * 30, *"On Sunday from 8:00", "enter")
        await pilot.pause()
        found = Task.get_by_id(task.id)
        assert (found.outcome, found.answer) == ("answered", "On Sunday from 8:00")
        assert "1 open" in app.text
        verify.whole(morning.store.database)


async def test_half_typed_words_come_back_to_the_very_character(
    morning: Session, desk: MadeDesk, parking: Parking
) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        app.page.parking = parking
        await pilot.press("4", "f", *"On Sunday", "left", "left", "shift+left")
        chosen = app.page.bar.field.park()
        await pilot.press("escape")
        assert not app.page.bar.display
        assert app.focused is app.page.list
        # Another task has words of its own.
        await pilot.press("down", "f")
        assert app.page.bar.text == ""
        await pilot.press("escape", "up", "f")
        assert app.page.bar.field.park() == chosen
        # Another list puts them aside too.
        app.act("calls_today")
        assert not app.page.bar.display
        assert app.page.come_back() is False
        await pilot.press("4", "f")
        app.page.park()
    # The window was killed.
    async with listed(context_of(morning, desk)) as (app, pilot):
        app.page.parking = parking
        # Nobody looked at the lists yet.
        app.page._owed.clear()
        assert app.page.come_back() is True
        await pilot.pause()
        assert "Open questions ─" in app.text
        assert app.page.bar.field.park() == chosen
        await pilot.press("end", *" at 8", "enter")
        await pilot.pause()
        assert Task.read("answer = ?", "On Sunday at 8")
        assert parking.all() == []


async def test_a_number_is_shown_for_ten_seconds_and_the_log_knows(
    morning: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        await pilot.press("5", "v")
        await pilot.pause()
        assert "13812342046" in app.text
        kinds = morning.store.database.execute_sql(
            "SELECT kind FROM entry ORDER BY id DESC LIMIT 1"
        )
        assert kinds.fetchone()[0] == "call.shown"
        desk.clock.advance(10 * SECOND)
        app.page.tick()
        await pilot.pause()
        assert "13812342046" not in app.text


async def test_what_falls_to_others_while_its_owner_is_away_stands_in_their_list(
    morning: Session, desk: MadeDesk
) -> None:
    task = _task("promise")
    there = desk.as_staff("Wang Fang", seat="Desk 2")
    async with listed(context_of(there, desk)) as (app, pilot):
        assert app.page.select_task(task.id) is False
        # Whoever promised goes home: somebody else sits there now.
        desk.as_staff("Zhao Min", seat="Desk 1")
        app.page.reload()
        assert app.page.select_task(task.id) is True
        await pilot.pause()
        assert "My promises ─" in app.text
        assert "Li Na" in app.text


async def test_what_somebody_else_did_meanwhile_is_refused(
    morning: Session, desk: MadeDesk
) -> None:
    async with listed(context_of(morning, desk)) as (app, pilot):
        task = _task("promise")
        await pilot.press("3", "f", *"done")
        tasks.finish(morning, task.id, "kept")
        await pilot.press("enter")
        assert app.refused is not None
        assert "done already" in app.refused.sentence
        # What was typed is still there.
        assert app.page.bar.text == "done"


async def test_the_end_of_a_long_day_is_reached_and_kept(session: Session, desk: MadeDesk) -> None:
    for number in range(250):
        answering.ring(session, Ringing(f"138{number:08}", how="hook"))
    async with listed(context_of(session, desk)) as (app, pilot):
        assert "250 calls" in app.text
        await pilot.press("end")
        assert "L-0001" in app.text
        assert app.page.list.selected_index == 249
        await pilot.press("up")
        oldest = app.page.selected
        app.page.reload()
        assert app.page.selected == oldest
