"""The forms of what is done about a case: drafts, files, paper, any text (C1, C4 to C9)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk import words
from frontdesk.cases import handling
from frontdesk.phone import phrases
from frontdesk.store import files
from frontdesk.store.drafts import Drafts
from screens.cases.act_forms import Wanted
from screens.cases.act_page import wanted_of
from screens.parts.context import Context
from screens.parts.parking import Parking
from tests.screens.alone import NARROW, WIDE
from tests.screens.cases.acting import acting, entries, events_of, kinds, open_one

Contexts = Callable[..., Context]
BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
HOSTILE = "[/red]\x1b]0;x\x07\u202e[@click=app.quit]x[/] 张\ufdfa三 =1+1"


def _drafts(context: Context) -> Drafts:
    assert context.drafts is not None
    return context.drafts


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
