"""Each act on a case by its keys on a real desk: rows, log entries, refusals (C2 to C9)."""

from collections.abc import Callable

from frontdesk.cases import handling, passing, reading, sheets
from frontdesk.cases.cases import Case
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import HOUR
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks.due import Due
from screens.parts.context import Context, Do
from tests.conftest import MadeDesk
from tests.screens.cases.acting import acting, entries, events_of, kinds, open_one

Contexts = Callable[..., Context]


def _id(name: str) -> int:
    return int(Staff.get(Staff.name == name).id)


def _row(case_id: int) -> Case:
    return Case.read("id = ?", case_id)[0]


async def test_it_is_acknowledged_by_two_keys(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("k", "2")
        assert app.said == "C-0001 吕敏: acknowledged, in person"
        assert _row(case).acknowledged_how == "in_person"
        assert entries(here.desk, "case.acknowledged")[-1]["how"] == "in_person"
        await hands.press("k")
        assert "acknowledged" in app.refusal


async def test_the_own_step_is_the_first_hint_and_the_key_1(context: Contexts) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        # Half an hour at the desk's rung runs out before the day to acknowledge.
        await hands.press("1")
        assert "Supervisor Li Na" in app.text
        await hands.press("escape")
        assert kinds(here.desk)[-1] == "case.opened"


async def test_it_is_passed_up_with_a_reason_and_accepted_there(
    context: Contexts, desk: MadeDesk
) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("f5", "1", "1")
        assert app.said == "C-0001 吕敏: passed up to Supervisor; Li Na has to accept"
        assert _row(case).offered_rung == "supervisor"
        assert _row(case).owner_id == _id("Wang Fang")
        assert events_of(here.desk, case)[-1][3] == "beyond what is decided here"
    there = context()
    async with acting(there, case) as (app, hands):
        await hands.press("1")
        assert "Wang Fang offers it to you: Supervisor" in app.text
        await hands.press("1")
        assert app.said.endswith("yours now")
    assert (_row(case).owner_id, _row(case).rung) == (_id("Li Na"), "supervisor")
    assert kinds(there.desk)[-1] == "case.accepted"


async def test_why_it_goes_up_may_be_written(context: Contexts) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("u", "1", "7")
        assert "Pass up to Supervisor" in app.text
        await hands.type("needs the clinic")
        await hands.finish()
        assert "Li Na has to accept" in app.said
        assert events_of(here.desk, case)[-1] == (
            "passed", "desk", "supervisor", "needs the clinic",
        )  # fmt: skip


async def test_what_is_offered_may_be_declined_with_why(context: Contexts) -> None:
    case = open_one(context("Wang Fang").desk)
    passing.pass_up(context("Wang Fang").desk, case, "supervisor", _id("Li Na"))
    there = context()
    async with acting(there, case) as (app, hands):
        await hands.press("x")
        await hands.finish()
        assert app.pointed == "Why: This is still missing."
        await hands.type("on leave from noon")
        await hands.finish()
        assert app.said.endswith("not taken over")
    assert _row(case).offered_id is None
    assert entries(there.desk, "case.declined")


async def test_declining_what_was_not_offered_is_refused(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        for key in ("x", "y"):
            await hands.press(key)
            assert app.refused is not None


async def test_it_is_handed_to_a_colleague_on_the_same_rung(context: Contexts) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("h", "1")
        offered = Staff.get_by_id(_row(case).offered_id).name
        assert app.said == f"C-0001 吕敏: offered to {offered}"
        assert _row(case).offered_rung == "desk"


async def test_the_top_passes_nothing_up(context: Contexts) -> None:
    case = open_one(context("Wang Fang").desk)
    passing.pass_up(context("Wang Fang").desk, case, "manager", _id("林国栋"))
    there = context("林国栋")
    passing.accept(there.desk, case)
    async with acting(there, case) as (app, hands):
        await hands.press("f5")
        assert app.refusal == "Nobody stands above this. Hand it to a colleague: h."


async def test_a_note_a_proposal_and_the_reply(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("r")
        assert app.refusal == "Nothing was proposed yet. Write down the proposal first: p."
        await hands.press("n")
        await hands.type("heard the nurse\nno record")
        await hands.finish()
        assert app.said.endswith("noted")
        await hands.press("p")
        await hands.type("an apology in writing")
        await hands.finish()
        assert app.said.endswith("proposed")
        await hands.press("r", "2")
        await hands.type("wants it in person")
        await hands.finish()
        assert app.said.endswith("not accepted by the person")
    assert events_of(here.desk, case)[-3:] == [
        ("note", "", "", "heard the nurse\nno record"),
        ("proposed", "desk", "", "an apology in writing"),
        ("replied", "desk", "no", "wants it in person"),
    ]
    assert kinds(here.desk)[-3:] == ["case.noted", "case.proposed", "case.replied"]


async def test_a_graver_case_is_asked_up_at_once(context: Contexts) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("s", "4")
        await hands.type("threatens to sue")
        await hands.finish()
        assert _row(case).severity == "grave"
        assert "So grave it starts higher: pass it up to whom?" in app.text
        assert "1 Medical affairs 冯岚" in app.text
        await hands.press("1", "6")
        assert "冯岚 has to accept" in app.said
    assert _row(case).offered_rung == "affairs"
    assert entries(here.desk, "case.severity")[-1]["severity"] == "grave"


async def test_after_the_first_hour_only_a_leading_role_grades(
    context: Contexts, desk: MadeDesk
) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    desk.clock.advance(2 * HOUR)
    async with acting(here, case) as (app, hands):
        await hands.press("s")
        assert app.refusal == (
            "Only a leading role grades it anew by now. Ask the supervisor on duty."
        )
    async with acting(context(), case) as (app, hands):
        await hands.press("s", "1")
        await hands.type("a misunderstanding")
        await hands.finish()
        assert app.said.endswith("minor")


async def test_several_departments_move_the_day(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("j")
        assert "1 yes: 10 working days" in app.text
        await hands.press("1")
        assert app.said.endswith("several departments take part")
        assert bool(_row(case).joint)
        await hands.press("j", "1")
        assert app.refusal == "That is on record already."


async def test_the_clock_stands_and_goes_on(context: Contexts, desk: MadeDesk) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("w", "2")
        assert "paused" in app.said
        assert app.case.paused is not None
        assert app.case.paused.reason == "expert"
        desk.clock.advance(HOUR)
        await hands.press("w")
        assert app.said.endswith("goes on")
        assert app.case.paused is None
    assert kinds(here.desk)[-2:] == ["case.paused", "case.resumed"]


async def test_a_code_called_like_a_page_of_choices_is_a_code(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("w")
        ask = app.dock_.asking
        assert ask is not None
        await app.take(lambda: app.acts.answered(ask, {"one": "pager"}))
        assert app.refusal == "Why does it have to wait? Choose one."


async def test_the_number_is_shown_and_logged(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("v")
        assert app.shown.phone == "13712349016"
        assert app.shown.until == here.now() + 10_000
        assert kinds(here.desk)[-1] == "case.shown"
        await hands.press("c")
        assert app.wish == Do("case_dial", case)
        await hands.press("i")
        assert app.wish == Do("case_improve", case)


async def test_without_a_number_nobody_is_called(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk, phone="")
    async with acting(here, case) as (app, hands):
        for key in ("v", "c"):
            await hands.press(key)
            assert app.refusal == "There is no number."


async def test_a_notice_is_seen_by_its_own_step(context: Contexts) -> None:
    case = open_one(context("Wang Fang").desk)
    there = context()
    async with acting(there, case) as (app, hands):
        await hands.press("1")
        assert app.said.endswith("seen")
        assert app.case.notices[0].seen_by == _id("Li Na")
    assert kinds(there.desk)[-1] == "case.notice"


def _due(subject: str, key: int, step: str, turn: int = 1) -> Due:
    return Due(
        rank="days", subject=subject, subject_id=key, ticket="C-0001", name="吕敏", step=step,
        turn=turn, due_at=0, window=0,
    )  # fmt: skip


async def test_f4_does_what_the_strip_names(context: Contexts) -> None:
    case = open_one(context("Wang Fang").desk)
    here = context()
    sheet = int(sheets.send_sheet(here.desk, case, Sheet("internal", "why?")).id)
    async with acting(here, case) as (app, _hands):
        acts = app.acts
        assert acts.do_due(_due("case", case, "notice")) == Do("case_open", case)
        said = acts.do_due(_due("case", case, "notice"), shown=case)
        assert "seen" in str(said)
        asked = {step: acts.do_due(_due("case", case, step)) for step in ("acknowledge", "rung")}
        assert [getattr(one, "code", "") for one in asked.values()] == ["case_how", "case_pass_to"]
        assert getattr(acts.do_due(_due("case", case, "resolve")), "act", "") == "close"
        wanted = acts.do_due(_due("task", sheet, "sheet"))
        assert (getattr(wanted, "act", ""), getattr(wanted, "task_id", 0)) == ("answer", sheet)


async def test_what_is_done_twice_by_one_dock_is_one_act(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("k")
        ask = app.dock_.asking
        assert ask is not None
        await hands.press("1")
        await app.take(lambda: app.acts.answered(ask, {"one": "phone"}))
        assert app.refused is not None
        assert kinds(here.desk).count("case.acknowledged") == 1


async def test_everything_that_was_done_verifies(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    handling.propose(here.desk, case, "an apology")
    async with acting(here, case) as (_app, hands):
        await hands.press("k", "1", "w", "1", "w", "v")
    verify.whole(here.desk.store.database)
    assert reading.read_case(here.desk, case).acknowledged_how == "phone"
