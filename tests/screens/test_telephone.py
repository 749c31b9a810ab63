"""The telephone at the desk: one key by its state, the call over a half-typed form (P1 to P7)."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontdesk.clock import MINUTE, SECOND, FixedClock
from frontdesk.desk import visits
from frontdesk.phone import answering, lists
from frontdesk.phone.answering import Ringing
from frontdesk.tasks import tasks
from screens.phone.call_page import CALL
from tests.screens.conftest import Open
from tests.screens.driving import NARROW, WIDE, Driver, register

HOOK_NUMBER = "13800004471"


def newest(desk: Driver) -> lists.CallLine:
    """The newest call of the day."""
    return lists.of_day(desk.session, desk.session.today())[0]


def ring(desk: Driver, number: str = HOOK_NUMBER) -> int:
    """The exchange reports a call."""
    return int(answering.ring(desk.session.machine(), Ringing(number, "1", None, "hook")).id)


async def heard(desk: Driver, number: str = HOOK_NUMBER) -> int:
    """A ring, and the window has noticed it."""
    call = ring(desk, number)
    desk.app.changed()
    await desk.settle()
    return call


async def test_by_hand_it_rings_is_answered_and_hung_up(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("phone")
        assert newest(desk).state(desk.clock.now()) == "ringing"
        assert desk.app.ring_dock.display
        await desk.wait(6 * SECOND)
        await desk.do("phone")
        line = newest(desk)
        assert line.how == "hand"
        assert line.answered_at == desk.clock.now()
        assert desk.app.page == CALL
        assert not desk.app.ring_dock.display
        await desk.wait(40 * SECOND)
        assert "TALK 0:40" in desk.screen
        await desk.do("phone")
        assert newest(desk).ended_by == "us"
        kinds = [one.kind for one in desk.entries()]
        assert kinds[-3:] == ["call.rang", "call.answered", "call.ended"]


async def test_the_key_twice_is_answered_with_rings_unknown(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("phone")
        await desk.wait(SECOND)
        await desk.do("phone")
        line = newest(desk)
        assert line.how == "unknown"
        assert line.rang_at is None
        assert line.state(desk.clock.now()) == "talking"


async def test_the_strip_counts_rings_then_turns_late(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.wait(6 * SECOND)
        assert "RING 2 of 3" in desk.screen
        await desk.wait(13 * SECOND)
        assert "LATE 0:04" in desk.screen


async def test_a_caller_who_gives_up_is_owed_a_call_back(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.wait(12 * SECOND)
        await desk.do("gone")
        assert newest(desk).missed_at == desk.clock.now()
        [task] = tasks.open_tasks(desk.session, "callback")
        assert task.phone == newest(desk).phone
        assert "call back 1" in desk.screen


async def test_a_ring_that_nobody_ends_is_missed_by_itself(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.wait(5 * MINUTE)
        line = newest(desk)
        assert line.missed_at is not None
        assert not desk.app.ring_dock.display
        assert len(tasks.open_tasks(desk.session, "callback")) == 1


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80", "120"])
async def test_a_half_typed_form_comes_back_to_the_very_character(
    open_app: Open, size: tuple[int, int]
) -> None:
    async with open_app(size=size) as desk:
        await desk.do("visitor")
        await desk.type("wang")
        await desk.press("left", "left")
        await heard(desk)
        await desk.type("x")
        assert desk.value("name") == "waxng"
        await desk.do("phone")
        assert desk.app.page == CALL
        if size == WIDE:
            assert "wax│ng" in desk.screen
        await desk.do("back")
        assert desk.app.page == "register"
        await desk.type("y")
        assert desk.value("name") == "waxyng"


async def test_a_second_call_holds_the_first(open_app: Open) -> None:
    async with open_app() as desk:
        first = await heard(desk)
        await desk.do("phone")
        second = await heard(desk, "13900001234")
        assert desk.app.ring_dock.display
        await desk.do("phone")
        now = desk.clock.now()
        one, two = lists.one(desk.session, first), lists.one(desk.session, second)
        assert one is not None
        assert two is not None
        assert (one.state(now), two.state(now)) == ("held", "talking")
        assert desk.app.call_page.call_id == second
        await desk.do("hold")
        one, two = lists.one(desk.session, first), lists.one(desk.session, second)
        assert one is not None
        assert two is not None
        assert (one.state(now), two.state(now)) == ("talking", "held")


async def test_the_record_with_a_promise_becomes_a_task(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        page = desk.app.call_page
        page.focus_field("kind")
        await desk.press("1")
        page.focus_field("asked")
        await desk.type("when is the clinic open")
        page.focus_field("outcome")
        await desk.press("2")
        assert page.focused_name() == "promise"
        await desk.type("we call back")
        page.focus_field("by")
        await desk.type("30m")
        await desk.do("finish")
        line = newest(desk)
        assert line.outcome == "promised"
        assert line.asked == "when is the clinic open"
        [task] = tasks.open_tasks(desk.session, "promise")
        assert task.text == "we call back"
        assert task.due_at == desk.clock.now() + 30 * MINUTE
        await desk.do("gone")
        assert newest(desk).ended_by == "caller"
        assert desk.app.page == "desk"


async def test_without_an_outcome_it_stays_in_the_strip(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        await desk.wait(10 * SECOND)
        await desk.do("phone")
        assert desk.app.page == CALL
        await desk.do("back")
        assert desk.app.page == "desk"
        await desk.wait(2 * MINUTE)
        due = desk.app.desk_page.due
        assert due is not None
        assert (due.subject, due.step) == ("call", "outcome")
        await desk.do("next")
        assert desk.app.page == CALL
        await desk.do("finish")
        assert lists.without_outcome(desk.session)


async def test_digits_on_the_call_never_dispose_of_it(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        desk.app.call_page.focus_field("asked")
        await desk.type("123456789")
        assert newest(desk).outcome == ""
        assert newest(desk).state(desk.clock.now()) == "talking"


async def test_steps_of_the_script_tick_with_their_times(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        page = desk.app.call_page
        first = page.current_step()
        assert first is not None
        await desk.wait(7 * SECOND)
        await desk.do("script_step")
        assert page.last_step() == first.code
        assert page.done[0][1] == desk.clock.now()
        await desk.do("script_back")
        assert page.last_step() is None


async def test_a_call_is_passed_to_a_colleague(open_app: Open) -> None:
    async with open_app() as desk:
        call = await heard(desk)
        await desk.do("pass_on")
        await desk.press("1")
        line = lists.one(desk.session, call)
        assert line is not None
        assert line.passed_to is not None
        assert not desk.app.ring_dock.display


async def test_calling_back_shows_the_number_and_keeps_the_attempt(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("gone")
        await desk.wait(40 * MINUTE)
        await desk.do("next")
        line = newest(desk)
        assert line.direction == "out"
        assert HOOK_NUMBER in desk.screen
        await desk.do("gone")
        await desk.press("1")
        [task] = tasks.open_tasks(desk.session, "callback")
        assert len(task.tries) == 1
        await desk.wait(40 * MINUTE)
        await desk.do("next")
        await desk.do("phone")
        assert tasks.open_tasks(desk.session, "callback") == []


async def test_a_visit_comes_of_a_call(open_app: Open) -> None:
    async with open_app() as desk:
        call = await heard(desk)
        await desk.do("phone")
        desk.app.call_page.focus_field("caller")
        await desk.type("Wang Fang")
        await desk.do("visitor")
        assert desk.value("name") == "Wang Fang"
        assert desk.value("phone").endswith("4471")
        await desk.do("back")
        assert desk.app.page == CALL
        await desk.do("visitor")
        assert desk.value("name") == "Wang Fang"
        page = desk.app.register_page
        page.focus_field("sex")
        await desk.press("2")
        page.focus_field("purpose")
        await desk.press("1")
        page.focus_field("department")
        await desk.press("1")
        await desk.do("finish", "finish")
        line = lists.one(desk.session, call)
        assert line is not None
        assert line.visit_id is not None
        assert desk.app.page == CALL


async def test_a_softphone_rings_at_a_running_window(open_app: Open, clock: FixedClock) -> None:
    # The command has the PC's clock.
    clock.set_wall(time.time_ns() // 1_000_000)
    async with open_app() as desk:
        home = Path(desk.app.place.data).parent
        done = subprocess.run(
            [sys.executable, "-m", "frontdesk", "ring", "139 1111 2222", "--line", "2"],
            env={**os.environ, "FRONTDESK_HOME": str(home)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        desk.app._poll()
        desk.app.slices.finish()
        await desk.settle()
        line = newest(desk)
        assert (line.how, line.line, line.state(clock.now())) == ("hook", "2", "ringing")
        assert desk.app.ring_dock.display


async def test_a_typed_record_comes_back_after_a_kill(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        desk.app.call_page.focus_field("asked")
        await desk.type("half a sent")
        desk.app.keep_draft()
    async with open_app() as desk:
        assert desk.app.page == CALL
        assert desk.app.call_page.values["asked"] == "half a sent"


async def test_an_emergency_on_the_line_brings_its_script(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        await desk.do("emergency")
        await desk.press("3")
        kind = next(one.code for one in desk.session.pack.phone.kinds if one.emergency)
        assert newest(desk).kind == kind
        assert desk.app.call_page.kind_code == kind
        assert desk.app.call_page.current_step().code == "where"


async def test_an_e_mail_is_written_down_with_a_reply(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("go")
        await desk.press("7")
        assert desk.app.page == "phone"
        await desk.do("contact")
        await desk.press("2")
        page = desk.app.call_page
        page.focus_field("caller")
        await desk.type("Zhao Min")
        page.focus_field("kind")
        await desk.press("1")
        page.focus_field("asked")
        await desk.type("opening hours")
        page.focus_field("answer")
        await desk.type("8 to 17")
        await desk.do("reply")
        await desk.press("1")
        [kept] = (desk.app.place.data / "replies").iterdir()
        assert "8 to 17" in kept.read_text()
        assert kept.name in desk.screen.replace("\n", "")
        await desk.do("back")
        page.focus_field("outcome")
        await desk.press("1")
        await desk.do("finish")
        line = newest(desk)
        assert (line.channel, line.outcome, line.name) == ("email", "answered", "Zhao Min")
        assert desk.app.page == "phone"


async def test_the_lists_are_walked_with_digits_and_letters(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("gone")
        await desk.do("go")
        await desk.press("7")
        await desk.do("calls_missed")
        assert desk.app.phone_page.owed() is not None
        await desk.do("call_back")
        assert newest(desk).direction == "out"
        await desk.do("phone")
        assert tasks.open_tasks(desk.session, "callback") == []


async def test_another_language_keeps_the_record(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("phone")
        desk.app.call_page.focus_field("asked")
        await desk.type("abc")
        desk.app.speak("zh")
        await desk.settle()
        assert desk.app.call_page.values["asked"] == "abc"
        assert "诉求" in desk.screen


async def test_of_several_people_with_one_number_one_is_chosen(open_app: Open) -> None:
    async with open_app() as desk:
        for name in ("何静", "何刚"):
            visit = register(desk.session, name, phone=HOOK_NUMBER)
            visits.move(desk.session, visit, "left", desk.session.pack.leaving[0])
        call = await heard(desk)
        await desk.do("phone")
        assert "何静" in desk.screen
        assert "何刚" in desk.screen
        await desk.press("2")
        line = lists.one(desk.session, call)
        assert line is not None
        assert line.person_id is not None
        assert desk.app.call_page.values["caller"] == line.name


async def test_the_same_number_again_says_so(open_app: Open) -> None:
    async with open_app() as desk:
        await heard(desk)
        await desk.do("gone")
        await heard(desk)
        assert "calling again, call 2 in 7 days" in desk.screen
        await desk.do("phone")
        assert "calling again, call 2 in 7 days" in desk.screen
