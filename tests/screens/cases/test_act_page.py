"""The forms of what is done about a case: drafts, the closing, files, paper (C1, C4 to C9)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk import words
from frontdesk.cases import closing, handling, sheets
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY
from frontdesk.phone import phrases
from frontdesk.session import Session
from frontdesk.store import files, verify
from frontdesk.store.drafts import Drafts
from frontdesk.tasks.tasks import Task
from screens.cases.act_forms import Wanted
from screens.cases.act_page import wanted_of
from screens.parts.context import Context
from screens.parts.parking import Parking
from tests.conftest import MadeDesk
from tests.screens.cases.acting import (
    NARROW,
    WIDE,
    Hands,
    acting,
    entries,
    events_of,
    kinds,
    open_one,
)

Contexts = Callable[..., Context]
BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
HOSTILE = "[/red]\x1b]0;x\x07\u202e[@click=app.quit]x[/] 张\ufdfa三 =1+1"


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


async def test_what_is_never_said_is_pointed_out_and_not_given_as_an_answer(
    context: Contexts,
) -> None:
    here = context()
    case = open_one(here.desk)
    phrase = phrases.never_of(here.pack, "en")[0]
    async with acting(here, case) as (app, hands):
        for key in ("p", "ctrl+s"):
            await hands.press(key)
            app.page.focus_field("answer" if key == "ctrl+s" else "proposal")
            await hands.type(phrase)
            assert f"“{phrase}” is never said." in app.text
            await hands.press("escape")


@BOTH
async def test_a_half_typed_closing_comes_back_to_the_character_after_a_kill(
    context: Contexts, size: tuple[int, int]
) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case, size) as (app, hands):
        await hands.press("ctrl+s", "1")
        await hands.type("We said sorry and 再见")
        await hands.press("enter", "3", "1")
        await hands.type("line one\nline two")
        await hands.press("left", "left", "left", "shift+left")
        app.page.keep_cursor()
        left = app.page.snapshot()
        selection = (left.start, left.end)
    parking = Parking(_drafts(here), here.seat)
    [kept] = parking.all("case_act")
    assert wanted_of(kept) == Wanted(act="close", case_id=case)
    async with acting(here, case, size) as (app, hands):
        [kept] = app.drafts()
        app.stage.display, app.page.display = False, True
        await app.page.resume(kept)
        await hands.pilot.pause()
        page = app.page
        assert page.values["answer"] == "We said sorry and 再见"
        assert page.values["cause"] == "line one\nline two"
        assert (page.codes("outcome"), page.codes("how")) == (["resolved"], ["letter"])
        assert page.focused_name() == "cause"
        again = page.snapshot()
        assert (again.start, again.end) == selection
        await hands.type("X")
        assert page.values["cause"] == "line one\nlineXtwo"


def _drafts(context: Context) -> Drafts:
    assert context.drafts is not None
    return context.drafts


async def test_each_act_on_each_case_keeps_its_own_words(context: Contexts) -> None:
    here = context()
    case, other = open_one(here.desk), open_one(here.desk, person="钱学")
    async with acting(here, case) as (app, hands):
        await hands.press("n")
        await hands.type("half a note")
        await hands.press("escape", "p")
        await hands.type("half a proposal")
        await hands.press("escape")
        app.case_id = other
        await hands.press("n")
        assert app.page.values["note"] == ""
        await hands.press("escape")
        assert len(app.drafts()) == 2
        app.case_id = case
        await hands.press("n")
        assert app.page.values["note"] == "half a note"
        await hands.type(" more")
        await hands.finish()
        assert events_of(here.desk, case)[-1][3] == "half a note more"
        assert len(app.drafts()) == 1


async def test_what_was_only_looked_at_is_not_kept(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        for keys in (("n",), ("ctrl+s",), ("d",), ("z", "1"), ("s", "4"), ("o",)):
            await hands.press(*keys)
            assert app.page.display
            await hands.press("escape")
            assert app.drafts() == []


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


async def test_a_file_is_attached_opened_and_missed(context: Contexts, tmp_path: Path) -> None:
    here = context()
    case = open_one(here.desk)
    scan = tmp_path / "her letter.pdf"
    scan.write_bytes(b"%PDF-1.4 her statement")
    async with acting(here, case) as (app, hands):
        await hands.press("e")
        assert app.refusal == "No file is with this case. Attach one: f."
        await hands.press("f")
        await hands.type(f"{tmp_path}/none.pdf")
        await hands.finish()
        assert "There is no such file: none.pdf." in app.text
        await hands.press("ctrl+u")
        await hands.type(f"'{scan}'")
        await hands.finish()
        assert app.said == "C-0001 吕敏: her letter.pdf is with it"
        await hands.press("e")
        assert app.opened[-1].read_bytes() == b"%PDF-1.4 her statement"
        kept = app.case.files[0]
        (files.folder(here.desk.store.place) / kept.digest).unlink()
        await hands.press("e")
        assert app.refusal.startswith("The file her letter.pdf is missing.")
    assert entries(here.desk, "case.attached")


async def test_it_goes_onto_paper(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("b", "1")
        assert "吕敏" in app.opened[-1].read_text()
        await hands.press("b", "2", "b", "3")
        saved = sorted(one.name for one in (here.place.data / "papers").iterdir())
        assert saved == ["C-0001.html", "C-0001.txt"]
        assert "saved as" in app.said
    assert kinds(here.desk)[-3:] == ["case.printed"] * 3


@BOTH
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_hostile_text_is_data_in_every_form(
    context: Contexts, size: tuple[int, int], language: str
) -> None:
    here = context()
    words.use(language)
    case = open_one(here.desk, person=HOSTILE[:60], facts=HOSTILE, wish=HOSTILE, about=HOSTILE)
    handling.propose(here.desk, case, HOSTILE)
    handling.reply(here.desk, case, False, HOSTILE)
    async with acting(here, case, size) as (app, hands):
        for keys in (
            ("n",), ("p",), ("r",), ("s", "4"), ("d",), ("o",), ("l",), ("f",), ("z", "1"),
            ("ctrl+s", "1"), ("k",), ("u",), ("u", "1"), ("h",), ("j",), ("w",), ("b",), ("z",),
        ):  # fmt: skip
            await hands.press(*keys)
            assert all(len(row) <= size[0] for row in app.rows)
            for sign in "\x1b\x07\u202e":
                assert sign not in app.text
            await hands.press("escape")
        await hands.press("n")
        app.page.fill("note", HOSTILE)
        await hands.finish()
    assert "\x1b" not in events_of(here.desk, case)[-1][3]


async def test_the_longest_text_is_as_much_as_fits(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("n")
        app.page.fill("note", "长" * 2_001)
        await hands.finish()
        assert "At most 2000 characters." in app.pointed
        app.page.fill("note", "长" * 2_000)
        await hands.finish()
        assert app.said.endswith("noted")


async def test_the_other_language_keeps_what_is_typed(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    async with acting(here, case) as (app, hands):
        await hands.press("ctrl+s", "1")
        await hands.type("sorry")
        words.use("zh")
        await app.page.build()
        await hands.pilot.pause()
        assert app.page.values["answer"] == "sorry"
        assert app.page.codes("outcome") == ["resolved"]
        assert app.page.focused_name() == "answer"
