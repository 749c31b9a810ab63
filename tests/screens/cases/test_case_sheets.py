"""What is sent, owed, linked and corrected on a case by its keys on a real desk (C3, C5, C7)."""

from collections.abc import Callable

from frontdesk.cases import sheets
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY, HOUR
from screens.parts.context import Context
from tests.screens.cases.acting import acting, entries, events_of, kinds, open_one

Contexts = Callable[..., Context]


async def test_a_department_is_asked_and_answers(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("a")
        assert app.refusal == "No department owes an answer. A sheet to one: d."
        await hands.press("d")
        # The place of the case stands there already.
        await hands.type("why did it take 70 minutes?")
        await hands.press("enter")
        await hands.type("tomorrow 12:00")
        await hands.finish()
        assert app.said == "C-0001 吕敏: sheet sent to Internal medicine"
        [sheet] = app.case.sheets
        assert (sheet.place, sheet.asked) == ("internal", "why did it take 70 minutes?")
        assert sheet.due_at == here.now() + DAY + 4 * HOUR + HOUR // 2
        await hands.press("a")
        await hands.type("the result lay in the tray")
        await hands.press("enter", "1")
        await hands.finish()
        assert app.said == "C-0001 吕敏: answered by Internal medicine"
        assert app.case.sheets[0].outcome == "in_time"
    assert kinds(here.desk)[-2:] == ["case.sheet", "case.sheet_done"]


async def test_a_department_is_picked_by_letters_and_digit(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk, place="")
    async with acting(here, case) as (app, hands):
        await hands.press("d")
        await hands.type("surg")
        assert "1 General surgery" in app.text or "1 Surgery" in app.text
        await hands.press("1")
        assert app.page.focused_name() == "ask"
        await hands.type("who was there?")
        await hands.finish()
        assert app.case.sheets[0].place == "surgery"


async def test_typed_letters_that_are_no_place_are_not_sent(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk, place="")
    async with acting(here, case) as (app, hands):
        await hands.press("d")
        await hands.type("zzzz")
        await hands.finish()
        assert app.pointed == "Department: Choose one from the list."
        assert not app.case.sheets


async def test_a_place_that_is_typed_over_is_picked_again(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("d")
        await hands.type("why?")
        app.page.focus_field("place")
        await hands.type("x")
        await hands.finish()
        assert app.pointed == "Department: Choose one from the list."
        await hands.press("ctrl+u")
        await hands.type("surg")
        await hands.press("enter")
        await hands.finish()
        assert app.case.sheets[0].place == "surgery"


async def test_an_apology_is_owed_by_a_name(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("o")
        await hands.type("Nurse Gao Wei")
        await hands.press("enter", "enter")
        await hands.type("sent her away")
        await hands.finish()
        assert app.said == "C-0001 吕敏: Nurse Gao Wei owes an apology"
        assert (app.case.sheets[0].what, app.case.sheets[0].party) == ("apology", "Nurse Gao Wei")


async def test_of_several_sheets_it_is_asked_which(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    for place in ("internal", "surgery"):
        sheets.send_sheet(here.desk, case, Sheet(place, "what happened?"))
    async with acting(here, case) as (app, hands):
        await hands.press("a", "2")
        await hands.type("nothing known")
        await hands.press("enter", "2")
        await hands.finish()
        done = {one.place: one.outcome for one in app.case.sheets if one.done_at is not None}
        assert done == {"surgery": "late"}


async def test_another_case_is_linked_by_number_or_word(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    other = open_one(here.desk, person="钱学", facts="waited for a result as well")
    open_one(here.desk, person="钱多", facts="the lift stood still")
    async with acting(here, case) as (app, hands):
        await hands.press("l")
        await hands.type("lift or c-9999")
        await hands.finish()
        assert app.pointed == "Which case: No case is called so."
        await hands.press("ctrl+u")
        await hands.type("c1")
        await hands.finish()
        assert app.pointed == "Which case: That is this case itself."
        await hands.press("backspace")
        await hands.type("2")
        assert "C-0002 钱学" in app.text
        await hands.finish()
        assert app.said.endswith("linked")
        assert [one.case_id for one in app.case.links] == [other]
    assert entries(here.desk, "case.linked")[-1]["other"] == "C-0002"


async def test_words_that_fit_several_cases_are_not_guessed(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk, facts="something else")
    for person in ("钱学", "钱多"):
        open_one(here.desk, person=person, facts="the lift stood still")
    async with acting(here, case) as (app, hands):
        await hands.press("l")
        await hands.type("lift")
        await hands.finish()
        assert app.pointed == "Which case: Several fit: C-0003, C-0002. Type the number."
        assert not app.case.links


async def test_a_field_is_corrected_and_the_old_value_stays(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("z", "1")
        assert app.page.values["person"] == "吕敏"
        await hands.type(" (mother)")
        await hands.finish()
        assert app.said.endswith("From corrected")
        assert app.case.name == "吕敏 (mother)"
    assert events_of(here.desk, case)[-1] == ("corrected", "person", "", "吕敏")


async def test_a_wrong_correction_is_refused_under_its_field(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("z", "2", "ctrl+u")
        await hands.type("none")
        await hands.finish()
        assert "That is no telephone number." in app.text
        assert app.case.phone == "13712349016"


async def test_the_second_page_of_fields_and_one_of_a_list(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("z", "5", "2")
        await hands.finish()
        assert app.case.channel == "walkin"
        await hands.press("z", "9")
        await hands.press("3")
        assert app.page.wanted is not None
        assert app.page.wanted.field == "wish"
