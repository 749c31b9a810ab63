"""A case closed by its form, opened again, asked about and looked at afterwards (C4, C6 to C8)."""

from collections.abc import Callable

import pytest

from frontdesk.cases import closing, handling, sheets
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY
from frontdesk.session import Session
from frontdesk.store import verify
from frontdesk.tasks.tasks import Task
from screens.parts.context import Context
from tests.conftest import MadeDesk
from tests.screens.alone import NARROW, WIDE
from tests.screens.cases.acting import Hands, acting, entries, events_of, kinds, open_one

Contexts = Callable[..., Context]
BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])


def _row(case_id: int) -> Case:
    return Case.read("id = ?", case_id)[0]


async def _resolve(hands: Hands) -> None:
    """Everything that a complaint's first outcome needs, and Ctrl+S."""
    await hands.press("ctrl+s", "1")
    await hands.type("We said sorry")
    await hands.press("enter", "1", "1")
    await hands.type("The result lay in a tray")
    await hands.press("enter", "1")
    await hands.type("Ring the clinic")
    await hands.finish()


def _closed(session: Session, case_id: int) -> None:
    closing.close(
        session,
        case_id,
        Closing("resolved", "We said sorry", "phone", True, "a tray", "ours", "ring the clinic"),
    )


@BOTH
async def test_a_complaint_is_closed_with_all_that_it_needs(
    context: Contexts, size: tuple[int, int]
) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case, size) as (app, hands):
        await _resolve(hands)
        assert app.said == "C-0001 吕敏: resolved"
        assert not app.page.display
        assert app.drafts() == []
    row = _row(case)
    assert (row.outcome, row.answer, row.how) == ("resolved", "We said sorry", "phone")
    assert (row.accepted, row.cause, row.fault) == ("yes", "The result lay in a tray", "ours")
    assert row.lesson == "Ring the clinic"
    assert entries(here.desk, "case.closed")[-1]["case_outcome"] == "resolved"
    verify.whole(here.desk.store.database)


async def test_only_what_the_outcome_needs_is_asked_in_its_order(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s")
        assert [one.name for one in app.page.fields] == ["outcome", "answer", "how"]
        needs = {
            "1": ["accepted", "cause", "fault", "lesson"], "2": [], "3": ["other"], "4": ["where"],
        }  # fmt: skip
        for key, more in needs.items():
            app.page.focus_field("outcome")
            await hands.press(key)
            names = [one.name for one in app.page.fields]
            assert names == ["outcome", "answer", "how", *more]
            assert app.page.focused_name() == "answer"
            shown = [one for one in app.page.query("Labelled") if one.display]
            assert len(shown) == len(names)


async def test_nothing_closes_without_what_is_needed(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s")
        await hands.finish()
        assert app.pointed == "Outcome: This is still missing."
        await hands.press("1")
        for name in ("Our answer", "Given how", "The person", "Cause", "Our fault", "Lesson"):
            await hands.finish()
            assert app.pointed == f"{name}: This is still missing."
            if name in ("Our answer", "Cause", "Lesson"):
                await hands.type("words")
            else:
                await hands.press("1")
        assert _row(case).closed_at is None
        await hands.finish()
        assert app.said.endswith("resolved")


async def test_what_another_outcome_asked_stays_in_hand_and_out_of_the_case(
    context: Contexts,
) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s", "1")
        app.page.focus_field("cause")
        await hands.type("nobody knows")
        app.page.focus_field("outcome")
        await hands.press("2")
        assert app.page.parked.values["cause"] == "nobody knows"
        await hands.type("she lets it be")
        await hands.press("enter", "1")
        await hands.finish()
    assert (_row(case).outcome, _row(case).cause) == ("withdrawn", None)


async def test_an_answer_that_is_not_accepted_goes_up_and_nothing_typed_is_lost(
    context: Contexts,
) -> None:
    here = context("Wang Fang")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s", "1")
        await hands.type("We said sorry")
        await hands.press("enter", "1", "2")
        await hands.type("a tray")
        await hands.press("enter", "1")
        await hands.type("ring")
        await hands.finish()
        assert app.refusal == "The person does not accept the answer. Pass it up."
        assert app.page.display
        assert app.page.values["lesson"] == "ring"
        assert _row(case).closed_at is None


async def test_a_sheet_that_is_owed_is_named_before_anything_closes(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    sheets.send_sheet(here.desk, case, Sheet("internal", "why?"))
    async with acting(here, case) as (app, hands):
        await _resolve(hands)
        assert app.refusal.startswith("The sheet to Internal medicine is not answered yet.")
        assert app.drafts()


async def test_the_accepted_proposal_is_the_answer(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    handling.propose(here.desk, case, "an apology in writing")
    handling.reply(here.desk, case, True)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s", "1")
        assert app.page.values["answer"] == "an apology in writing"
        assert app.page.codes("accepted") == ["yes"]


async def test_a_duplicate_names_the_other_case(context: Contexts) -> None:
    here = context()
    other = open_one(here.desk, person="钱学")
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s", "3")
        await hands.type("It is dealt with there")
        await hands.press("enter", "1")
        await hands.type("1")
        assert "C-0001 钱学" in app.text
        await hands.finish()
        assert app.case.links[0].case_id == other
    assert _row(case).outcome == "duplicate"


async def test_a_case_that_another_window_closed_refuses_in_a_sentence(
    context: Contexts,
) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("p")
        await hands.type("an apology")
        _closed(here.desk, case)
        app.page.reread()
        await hands.finish()
        assert app.refusal == "This case is closed. Reopen it first."
        assert app.page.values["proposal"] == "an apology"
        await hands.press("escape", "ctrl+s")
        assert "closed" in app.refusal


async def test_it_is_opened_again_with_why(context: Contexts, desk: MadeDesk) -> None:
    here = context()
    case = open_one(here.desk)
    _closed(here.desk, case)
    async with acting(here, case) as (app, hands):
        await hands.press("t")
        await hands.type("it happened again")
        await hands.finish()
        assert app.said.endswith("open again")
        assert _row(case).reopened == 1
        await hands.press("t")
        assert app.refusal == "This case is open."
        _closed(here.desk, case)
        desk.clock.advance(31 * DAY)
        await hands.press("t")
        assert app.refusal == (
            "It was closed too long ago to be opened again. Open a new one and link it to this."
        )


async def test_the_person_is_asked_and_the_effect_is_looked_at(
    context: Contexts, desk: MadeDesk
) -> None:
    here = context()
    case = open_one(here.desk)
    _closed(here.desk, case)
    async with acting(here, case) as (app, hands):
        await hands.press("m", "1")
        await hands.type("well, in the end")
        await hands.finish()
        assert events_of(here.desk, case)[-1][0] == "satisfied"
        await hands.press("m")
        assert app.refusal == "Nothing is to be asked about it afterwards."
    assert Task.read("kind = 'satisfaction'")[0].answer == "well, in the end"
    assert "case.rated" in kinds(here.desk)


async def test_a_measure_that_did_not_help_opens_the_case_again(context: Contexts) -> None:
    here = context()
    case = open_one(
        here.desk, "rectification", place="internal", facts="trolley before the exit",
        wish="keep it clear", severity="ordinary",
    )  # fmt: skip
    closing.close(
        here.desk, case,
        Closing("rectified", "done", "letter", True, cause="no place for it", lesson="mark it"),
    )  # fmt: skip
    async with acting(here, case) as (app, hands):
        await hands.press("1", "2")
        await hands.finish()
        assert app.pointed == "Finding: This is still missing."
        await hands.type("it stood there again")
        await hands.finish()
        assert app.said.endswith("it did not help: open again")
    assert _row(case).closed_at is None
