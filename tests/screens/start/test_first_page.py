"""The first start: four questions in either language, errors under their fields (X1, X3)."""

import pytest

from frontdesk import settings
from frontdesk.clock import FixedClock
from frontdesk.settings import Folders
from frontdesk.store.database import Store
from screens.start.first_page import FirstPage
from tests.screens.driving import NARROW, WIDE, Driver, running

DESK = {"en": "Guide desk 3", "zh": "门诊导医台"}


def wrong(desk: Driver, name: str) -> str:
    """What stands under a field."""
    from screens.parts.field import Field

    return desk.app.query_one(f"#first-{name}", Field).wrong


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_four_questions_open_the_desk(
    place: Folders, clock: FixedClock, language: str, size: tuple[int, int]
) -> None:
    async with running(place, clock, None, size=size, staff="") as desk:
        assert desk.page == "first"
        assert "Set up this desk" in desk.screen
        assert "简体中文" in desk.screen
        assert "English" in desk.screen
        await desk.press("1" if language == "zh" else "2")
        await desk.press("1")
        await desk.press("ctrl+u")
        await desk.type(DESK[language])
        await desk.press("enter")
        await desk.type("李娜，王芳")
        await desk.press("enter")
        assert desk.page == "signin"
        assert "李娜" in desk.screen
        assert "王芳" in desk.screen
        made = desk.query("SELECT name FROM desk")
        assert made == [(DESK[language],)]
        # The first named is the supervisor.
        staff = desk.query("SELECT name, role FROM staff ORDER BY id")
        assert staff == [("李娜", "supervisor"), ("王芳", "agent")]
        assert desk.entries("desk.founded")[-1].facts["pack_code"] == desk.session.pack.code
        await desk.press("2")
        assert desk.page == "desk"
        assert desk.app.context.staff_name == "王芳"
        assert settings.read(place).language == language
        assert settings.read(place).last_staff == "王芳"
        assert desk.entries()[-1].kind == "presence.on"


async def test_what_is_wrong_stands_under_its_field(place: Folders, clock: FixedClock) -> None:
    async with running(place, clock, None, staff="") as desk:
        await desk.do("finish")
        assert "Choose the kind of desk." in desk.message
        assert not Store.founded(place)
        await desk.press("1", "ctrl+u")
        await desk.do("finish")
        assert wrong(desk, "desk") or wrong(desk, "staff")
        await desk.do("finish")
        assert "The desk needs a name." in wrong(desk, "desk")
        assert "✗ The desk needs a name." in desk.screen
        await desk.type("Desk 1")
        await desk.press("enter", "enter")
        assert "At least one name of staff is needed." in wrong(desk, "staff")
        await desk.type("Li Na, Li Na")
        await desk.press("enter")
        assert "Two of staff have one name." in wrong(desk, "staff")
        assert not Store.founded(place)
        await desk.press("ctrl+u")
        await desk.type("Li Na")
        await desk.press("enter")
        assert desk.page == "signin"


async def test_help_and_back_before_there_is_a_desk(place: Folders, clock: FixedClock) -> None:
    async with running(place, clock, None, staff="") as desk:
        await desk.do("help")
        assert desk.page == "reading"
        await desk.do("back")
        assert desk.page == "first"
        await desk.do("next")
        assert "Nobody is at the desk yet." in desk.message


@pytest.mark.parametrize(("digit", "code"), [("1", "hospital"), ("2", "hotline"), ("3", "office")])
async def test_every_pack_is_founded(
    place: Folders, clock: FixedClock, digit: str, code: str
) -> None:
    async with running(place, clock, None, staff="") as desk:
        await desk.press("2", digit)
        await desk.press("enter")
        await desk.type("Li Na")
        await desk.press("enter")
        assert desk.session.pack.code == code
        assert desk.query("SELECT name FROM desk") != [("",)]


async def test_cursor_stands_on_the_first_question(place: Folders, clock: FixedClock) -> None:
    async with running(place, clock, None, staff="") as desk:
        first = desk.app.query_one(FirstPage)
        assert first.display
        assert desk.app.focused is not None
        assert desk.app.focused.id == "first-language"
