"""Cases at the desk: from a call to the general manager's report; what F4 to F6 do (C1 to C9)."""

import msgspec
import pytest

from frontdesk.cases import cases, closing, handling, lists, passing
from frontdesk.cases.cases import Case, CaseEvent, CaseNotice
from frontdesk.cases.closing import Closing
from frontdesk.clock import HOUR, MINUTE, SECOND
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks
from screens.cases.names import CASE, CASE_ACT, CASE_FORM, CASES
from screens.phone.calls_here import CALL
from tests.packs.other import noise_pack
from tests.screens.conftest import Open
from tests.screens.driving import NARROW, WIDE, Driver, register

SAID = "I waited 70 minutes for a result that was ready after 20."
ABOVE = (("Feng Lan", "deputy"), ("Lin Guodong", "manager"))


def hire(desk: Driver) -> None:
    """Those above the desk."""
    for name, role in ABOVE:
        staff.hire(desk.session.machine(), name, role)  # type: ignore[arg-type]


def as_staff(desk: Driver, name: str) -> Session:
    """Somebody else at this desk, as the verbs see them."""
    found = Staff.get(Staff.name == name)
    return msgspec.structs.replace(desk.session, staff_id=found.id, role=found.role)


def only() -> Case:
    """The one case there is."""
    found = Case.read("id > 0")
    assert len(found) == 1
    return found[0]


def told(case: Case) -> list[str]:
    """What happened to a case."""
    return [one.what for one in CaseEvent.read("case_id = ? ORDER BY id", case.id)]


async def complain(desk: Driver, said: str = SAID, severity: str = "2") -> Case:
    """A complaint typed into an empty form, saved."""
    await desk.do("complaint")
    desk.app.case_form.focus_field("person")
    await desk.type("Lu Min")
    desk.app.case_form.focus_field("channel")
    await desk.press("2")
    desk.app.case_form.focus_field("facts")
    await desk.type(said)
    desk.app.case_form.focus_field("severity")
    await desk.press(severity)
    await desk.do("finish")
    return Case.read("id > 0 ORDER BY id DESC LIMIT 1")[0]


async def test_from_a_call_to_the_general_managers_report(open_app: Open) -> None:
    async with open_app() as desk:
        hire(desk)
        answering.ring(desk.session.machine(), Ringing("13712349016", "1", None, "hook"))
        desk.app.changed()
        await desk.settle()
        await desk.do("phone")
        desk.app.call_page.focus_field("caller")
        await desk.type("Lu Min")
        desk.app.call_page.focus_field("asked")
        await desk.type(SAID)
        # From the answered call to the saved complaint: F6, severity, Ctrl+S, and what leads there.
        before = desk.pressed
        await desk.do("complaint")
        assert desk.app.page == CASE_FORM
        form = desk.app.case_form
        assert form.values["person"] == "Lu Min"
        assert form.values["facts"] == SAID
        while form.focused_name() != "severity":
            await desk.press("enter")
        await desk.press("2")
        await desk.do("finish")
        assert desk.pressed - before <= 10
        case = only()
        assert (case.name, case.facts, case.severity) == ("Lu Min", SAID, "ordinary")
        assert case.channel == "phone"
        assert case.call_id is not None
        assert case.phone
        # The person is still on the line: back to the call.
        assert desk.app.page == CALL
        await desk.do("phone")
        desk.app.call_page.focus_field("outcome")
        assert "C-0001" in desk.message or "over after" in desk.message
        await desk.do("back")
        assert [one.what for one in CaseNotice.read("seen_at IS NULL")] == ["opened"]

        # The notice stands in the strip until the supervisor has it on the screen.
        await desk.wait(SECOND)
        desk.app.desk_page.due = next(
            one for one in desk.app.desk_page.dues if one.step == "notice"
        )
        await desk.do("next")
        assert desk.app.page == CASE
        desk.app.desk_page.due = next(
            one for one in desk.app.desk_page.dues if one.step == "notice"
        )
        await desk.do("next")
        assert CaseNotice.read("seen_at IS NULL") == []

        # Acknowledged by one digit, then passed up to whoever has to accept.
        await desk.press("k", "1")
        assert only().acknowledged_how == "phone"
        assert "acknowledged" in desk.message
        await desk.do("pass_on")
        assert "Feng Lan" in desk.screen
        await desk.press("2" if "1 Wu Di" in desk.screen else "1")
        await desk.press("1")
        case = only()
        assert case.offered_id is not None
        assert case.owner_id == desk.session.staff_id
        receiver = Staff.get(Staff.id == case.offered_id).name
        passing.accept(as_staff(desk, receiver), case.id)
        passing.pass_up(as_staff(desk, receiver), case.id, "manager",
                        Staff.get(Staff.name == "Lin Guodong").id)  # fmt: skip

    async with open_app(staff="Lin Guodong") as desk:
        # The general manager takes it over and resolves it.
        await desk.do("go")
        await desk.press("8")
        assert desk.app.page == CASES
        await desk.press("4", "enter")
        assert desk.app.page == CASE
        await desk.press("y")
        assert only().rung == "manager"
        await desk.do("finish")
        assert desk.app.page == CASE_ACT
        page = desk.app.act_page
        for name, keys in (
            ("outcome", "1"), ("answer", "We call everybody by name now."), ("how", "1"),
            ("accepted", "1"), ("cause", "Nobody was told to call."), ("fault", "1"),
            ("lesson", "Say who calls."),
        ):  # fmt: skip
            page.focus_field(name)
            await desk.type(keys)
        await desk.do("finish")
        case = only()
        assert (case.outcome, case.how, case.accepted, case.fault) == (
            "resolved", "phone", "yes", "ours",
        )  # fmt: skip
        assert case.answer == "We call everybody by name now."
        assert desk.app.page == CASE
        report = CaseNotice.read("what = 'report'")
        assert [(one.role, one.seen_at) for one in report] == [("manager", None)]
        desk.app.changed()
        desk.app.desk_page.due = next(
            one for one in desk.app.desk_page.dues if one.step == "notice"
        )
        await desk.do("next")
        assert "reported" in told(case)
        owed = tasks.open_tasks(desk.session, "satisfaction")
        assert [one.about_id for one in owed] == [case.id]
        kinds = [one.kind for one in desk.entries()]
        for kind in ("case.opened", "case.notice", "case.acknowledged", "case.passed",
                     "case.accepted", "case.closed"):  # fmt: skip
            assert kind in kinds
        verify.whole(desk.session.store.database)


async def test_a_visitor_in_hand_is_filled_in(open_app: Open) -> None:
    async with open_app() as desk:
        visit = register(desk.session, "Zhang San")
        desk.app.changed()
        desk.app.desk_page.select(visit)
        await desk.settle()
        await desk.do("complaint")
        form = desk.app.case_form
        assert form.values["person"] == "Zhang San"
        assert form.codes("channel") == ["walkin"]
        assert form.values["place"]
        form.focus_field("facts")
        await desk.type("The lift.")
        form.focus_field("severity")
        await desk.press("1")
        await desk.do("finish")
        case = only()
        assert case.visit_id == visit
        assert case.person_id is not None
        assert desk.app.page == CASE
        await desk.do("back")
        assert desk.app.page == "desk"


async def test_a_half_typed_form_is_kept_three_deep_and_after_a_kill(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("complaint")
        desk.app.case_form.focus_field("facts")
        await desk.type("First of all")
        await desk.do("back")
        assert desk.app.page == "desk"
        assert "F6 brings it back" in desk.message
        await desk.do("complaint")
        assert desk.app.case_form.values["facts"] == "First of all"
        # Again: another, and the first one is kept.
        await desk.do("complaint")
        assert desk.app.case_form.values["facts"] == ""
        desk.app.case_form.focus_field("facts")
        await desk.type("Second")
        await desk.press("left", "left")
        kept = desk.app.case_form.snapshot()
        at = (kept.focus, kept.start, kept.end)
        desk.app.keep_draft()
    async with open_app() as desk:
        # As after a kill: the one that was on the screen, its cursor where it was.
        assert desk.app.page == CASE_FORM
        again = desk.app.case_form.snapshot()
        assert again.values["facts"] == "Second"
        assert (again.focus, again.start, again.end) == at
        await desk.do("drop")
        await desk.press("1")
        assert desk.app.page == "desk"
        await desk.do("complaint")
        assert desk.app.case_form.values["facts"] == "First of all"


async def test_a_call_over_a_half_typed_complaint_and_back(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("complaint")
        desk.app.case_form.focus_field("facts")
        await desk.type("He said")
        answering.ring(desk.session.machine(), Ringing("13712349016", "1", None, "hook"))
        desk.app.changed()
        await desk.settle()
        # Letters still type into the form while it rings.
        await desk.type(" that")
        await desk.do("phone")
        assert desk.app.page == CALL
        await desk.do("back")
        assert desk.app.page == CASE_FORM
        await desk.type(" no")
        assert desk.app.case_form.values["facts"] == "He said that no"


async def test_what_is_due_of_cases_stands_in_the_strip_and_f4_does_it(open_app: Open) -> None:
    async with open_app() as desk:
        case = await complain(desk)
        notice = CaseNotice.read("case_id = ?", case.id)[0]
        handling.see_notice(desk.session, notice.id)
        await desk.do("back")
        desk.app.changed()
        await desk.settle()
        assert "cases due 0" in desk.screen
        await desk.wait(21 * MINUTE)
        # The rung's time runs out in ten minutes: seen before it is late.
        assert "cases due 1" in desk.screen
        assert "C-0001" in desk.rows[1]
        assert "Settle or up" in desk.rows[1]
        await desk.do("next")
        assert "Wu Di" in desk.screen or "Nobody" in desk.message
        await desk.do("back")
        await desk.wait(10 * MINUTE)
        assert "late" in desk.rows[1]


async def test_nothing_closes_without_an_answer(open_app: Open) -> None:
    async with open_app() as desk:
        case = await complain(desk)
        await desk.do("finish")
        assert desk.app.page == CASE_ACT
        page = desk.app.act_page
        page.focus_field("outcome")
        await desk.press("1")
        page.focus_field("answer")
        await desk.type("Half an ans")
        await desk.do("finish")
        assert only().closed_at is None
        assert desk.app.page == CASE_ACT
        # Put aside and come back: to the very character.
        await desk.do("back")
        assert desk.app.page == CASE
        await desk.do("finish")
        assert desk.app.act_page.values["answer"] == "Half an ans"
        assert desk.app.act_page.codes("outcome") == ["resolved"]
        assert case.id == only().id


async def test_reopened_within_its_days_it_keeps_its_history(open_app: Open) -> None:
    async with open_app() as desk:
        case = await complain(desk)
        closing.close(
            desk.session, case.id,
            Closing("resolved", "Told her why.", "phone", True, "a slip", "ours", "ask twice"),
        )  # fmt: skip
        desk.app.changed()
        await desk.settle()
        assert "Told her why." in desk.screen
        await desk.press("t")
        assert desk.app.page == CASE_ACT
        await desk.type("It happened again.")
        await desk.do("finish")
        case = only()
        assert case.closed_at is None
        assert case.reopened == 1
        again = CaseEvent.read("what = 'reopened'")[0]
        assert "a slip" in again.text
        assert "ask twice" in again.text


async def test_lists_find_and_go_through(open_app: Open) -> None:
    async with open_app() as desk:
        for said in ("The lift is broken", "Soup was cold", "Nobody at the desk"):
            await complain(desk, said)
            await desk.do("back")
        await desk.do("go")
        await desk.press("8", "3")
        assert desk.app.page == CASES
        assert all(f"C-000{one}" in desk.screen for one in (1, 2, 3))
        await desk.press("/")
        await desk.type("soup")
        await desk.press("enter")
        assert "C-0002" in desk.screen
        assert not any("C-0003" in row for row in desk.rows[:-2])
        await desk.press("enter")
        assert desk.app.page == CASE
        assert desk.app.case_page.case is not None
        assert desk.app.case_page.case.number == "C-0002"
        await desk.do("back")
        await desk.do("back")
        desk.app.cases_page.show_list("open")
        desk.app.cases_page.select(1)
        await desk.settle()
        await desk.press("enter", "]")
        assert desk.app.case_page.case.number == "C-0002"
        await desk.press("[")
        assert desk.app.case_page.case.number == "C-0001"
        # All that can be done here, said by one key.
        await desk.press("?")
        assert "Apology" in desk.screen
        await desk.do("back")
        await desk.do("help")
        assert "Pass up" in desk.screen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_kind_that_only_this_pack_has(open_app: Open, size: tuple[int, int]) -> None:
    """A kind is added in the pack's text: its form, ladder, case page and list need no code."""
    pack = noise_pack()
    async with open_app(pack=pack, size=size) as desk:
        await desk.do("go")
        await desk.press("8", "n")
        asked = desk.app.dock.asking
        while asked is not None and "noise" not in dict(asked.groups[0].choices):
            # More than nine: the last digit leads on.
            await desk.press("9")
            asked = desk.app.dock.asking
        assert asked is not None
        codes = [code for code, _word in asked.groups[0].choices]
        await desk.press(str(codes.index("noise") + 1))
        assert desk.app.page == CASE_FORM
        assert desk.app.case_form.built == "noise"
        form = desk.app.case_form
        for spec in form.fields:
            if not spec.required:
                continue
            form.focus_field(spec.name)
            if spec.kind in ("severity", "case_channel", "choice", "yesno"):
                await desk.press("1")
            elif spec.kind == "digits":
                await desk.type("3")
            else:
                await desk.type("Drills at night")
        await desk.do("finish")
        case = only()
        assert case.kind == "noise"
        assert desk.app.page == CASE
        assert cases.say_number(pack, case) in desk.screen
        assert [one.kind for one in lists.open_cases(desk.session)] == ["noise"]


async def test_a_desk_without_cases_says_so(open_app: Open) -> None:
    from frontdesk.packs.load import builtin, from_files, to_files

    files = to_files(builtin("hospital"))
    del files["cases.toml"], files["calendar.toml"]
    async with open_app(pack=from_files(files)) as desk:
        await desk.do("complaint")
        assert desk.app.page == "desk"
        assert desk.message
        assert "cases due" not in desk.screen


async def test_time_left_runs_and_nothing_is_lost_on_a_failing_disk(open_app: Open) -> None:
    async with open_app() as desk:
        await complain(desk)
        before = desk.screen
        await desk.wait(HOUR)
        assert desk.screen != before
        assert "22:59:59" in desk.screen or "23:00:00" in desk.screen


async def test_who_is_taken_out_of_the_form_is_not_in_the_case(open_app: Open) -> None:
    async with open_app() as desk:
        visit = register(desk.session, "Zhang San")
        desk.app.changed()
        desk.app.desk_page.select(visit)
        await desk.settle()
        await desk.do("complaint")
        form = desk.app.case_form
        form.focus_field("person")
        await desk.press("end", "ctrl+u")
        form.focus_field("facts")
        await desk.type("The lift.")
        form.focus_field("severity")
        # A letter on a choice has nowhere to go, and that is said.
        await desk.press("x")
        assert "A digit chooses here" in desk.message
        await desk.press("1")
        await desk.do("finish")
        case = only()
        assert (case.name, case.person_id, case.visit_id) == (None, None, visit)


async def test_every_page_of_cases_follows_the_size_of_the_window(open_app: Open) -> None:
    async with open_app() as desk:
        await complain(desk)
        for wide, high in ((80, 24), (120, 36)):
            await desk.pilot.resize_terminal(wide, high)
            await desk.settle()
            assert desk.app.screen.has_class("-wide") is (wide == 120)
            assert desk.app.case_page.wide is (wide == 120)
            assert all(len(row) <= wide for row in desk.rows)
            assert "Timeline" in desk.screen
