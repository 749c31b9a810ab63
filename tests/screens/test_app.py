"""The app as a whole: languages, themes, faults, any key anywhere, whatever people are called."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from frontdesk import opening, words
from frontdesk.clock import MINUTE, SECOND, FixedClock
from frontdesk.settings import Folders
from screens import actions
from screens.desk.note_page import NoteBar
from screens.walk import Walk
from tests.conftest import ZONE
from tests.screens.conftest import Open
from tests.screens.driving import NARROW, TINY, WIDE, Driver

# Keys that nobody should find harmful: those of the registry, of fields, and stray ones.
STRAY = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab",
    "backspace", "delete", "space", "enter", "escape", "a", "z", "0", "9", "/", "f3", "f6", "f7",
    "ctrl+z", "ctrl+a", "ctrl+k", "ctrl+p", "ctrl+c", "ctrl+w", "insert", "shift+right",
)  # fmt: skip
REGISTRY = tuple(dict.fromkeys(key for action in actions.ACTIONS for key in action.keys))
KEYS = tuple(key for key in (*REGISTRY, *STRAY) if key != "ctrl+q")

HOSTILE = (
    "[/red]",
    "[@click=app.quit]x[/]",
    "[bold",
    "a\x1b]0;owned\x07b",
    "\u202eevil\u202c",
    "x\u0000y\u0085z",
    "张" * 1000,
    "a" * 1000,
    "👩‍👩‍👧‍👦家",
    "e\u0301\u0302" * 40,
    "{name} %s {0}",
    "=1+1",
    "\ud800",
)


async def crowd(desk: Driver) -> None:
    """A few people at different stages, and time passed."""
    desk.seat("张三", doctor=1)
    desk.seat("李四", phone="13912342047", needs=("pregnant",))
    desk.seat("王五", phone="13612342048", needs=("fasting",))
    await desk.wait(6 * MINUTE)


async def to_desk(desk: Driver) -> None:
    return None


async def to_register(desk: Driver) -> None:
    await desk.do("visitor")
    await desk.type("zs")


async def to_check(desk: Driver) -> None:
    await desk.wait(20 * MINUTE)
    desk.select("A002")
    await desk.do("act_1")


async def to_note(desk: Driver) -> None:
    await desk.do("act_5")
    await desk.type("n")


async def to_emergency(desk: Driver) -> None:
    await desk.do("emergency")


async def to_help(desk: Driver) -> None:
    await desk.do("help")


async def to_visit(desk: Driver) -> None:
    await desk.press("enter")


async def to_empty(desk: Driver) -> None:
    desk.query("UPDATE visit SET ended_at = 1")
    desk.app.changed()


PAGES: dict[str, Callable[[Driver], Awaitable[None]]] = {
    "desk": to_desk,
    "register": to_register,
    "check": to_check,
    "note": to_note,
    "emergency": to_emergency,
    "help": to_help,
    "visit": to_visit,
    "empty": to_empty,
}


ROTA = ((NARROW, "en"), (WIDE, "zh"), (TINY, "zh"), (NARROW, "zh"), (WIDE, "en"), (TINY, "en"))
PLACES = [
    (page, *ROTA[(at + turn * 2) % len(ROTA)])
    for at, page in enumerate(PAGES)
    for turn in range(2 if page in ("desk", "register") else 1)
]


def standing(desk: Driver) -> tuple[object, ...]:
    """Where the person is: the page, the question asked, the note."""
    app = desk.app
    return app.page, app.dock.asking, app.query_one(NoteBar).display


@pytest.mark.parametrize(("page", "size", "language"), PLACES)
async def test_every_key_on_every_page_is_harmless(
    open_app: Open, page: str, size: tuple[int, int], language: str
) -> None:
    """No key ends the program, and each leaves a screen of the size there is (X2, house 2)."""
    async with open_app(size=size, language=language) as desk:
        await crowd(desk)
        begun: tuple[object, ...] = ()
        for key in REGISTRY:
            if standing(desk) != begun:
                while standing(desk) != ("desk", None, False):
                    await desk.press("escape")
                await PAGES[page](desk)
                begun = standing(desk)
            await desk.press(key)
            assert desk.app.crash_code is None, key
            assert desk.app.return_code is None, key
        assert len(desk.rows) == size[1]


@pytest.mark.parametrize("seed", range(3))
async def test_random_keys_never_break_the_desk(open_app: Open, seed: int) -> None:
    """Some hundred keys and ticks in any order; the log verifies, and every wait is still whole."""
    from frontdesk.store import verify

    dice = random.Random(seed)
    size = dice.choice((WIDE, NARROW, TINY))
    keys = list(KEYS) + list("123456789") * 3 + ["f4", "f2", "f5"] * 4
    async with open_app(size=size, language=dice.choice(("en", "zh"))) as desk:
        await crowd(desk)
        pressed: list[str] = []
        for _step in range(120):
            chance = dice.random()
            if chance < 0.12:
                await desk.wait(dice.randrange(1, 400) * SECOND)
                continue
            key = dice.choice(keys)
            pressed.append(key)
            desk.app._last_next = float("-inf")
            await desk.press(key)
            assert desk.app.crash_code is None, pressed
            assert desk.app.return_code is None, pressed
        verify.whole(desk.session.store.database)
        assert desk.query("SELECT count(*) FROM wait WHERE ended_at < began_at") == [(0,)]
        waits = desk.query("SELECT visit_id FROM wait WHERE ended_at IS NULL")
        assert len(waits) == len(set(waits))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
async def test_names_are_data_everywhere(open_app: Open, name: str) -> None:
    """In list, side, strip, dock, message, log line and form: never markup, never a control."""
    async with open_app(size=WIDE) as desk:
        desk.seat(name, request=name, company=name, doctor=1)
        await desk.wait(6 * MINUTE)
        seen = [desk.screen]
        await desk.do("act_2")
        seen.append(desk.screen)
        await desk.do("back", "next")
        seen.append(desk.screen)
        await desk.do("act_5")
        await desk.type("[/red]")
        await desk.press("enter")
        seen.append(desk.screen)
        await desk.press("enter")
        seen.append(desk.screen)
        await desk.do("back", "visitor")
        await desk.type("2046")
        seen.append(desk.screen)
        await desk.do("back", "emergency")
        seen.append(desk.screen)
        for screen in seen:
            assert len(screen.splitlines()) == WIDE[1]
            for character in screen:
                assert character == "\n" or character.isprintable() or character in "\u200d\u200b"
            for bad in ("\x1b", "\u202e", "\x00", "\x07"):
                assert bad not in screen
        shown = name[:4] if name.startswith(("[", "{", "=")) else ""
        assert shown in seen[0]
        assert desk.tickets == ["A001"]


async def test_language_and_theme_switch_everywhere_at_once(open_app: Open) -> None:
    async with open_app() as desk:
        await crowd(desk)
        pack = desk.session.pack
        assert pack.say("step.water.due", "en") in desk.strip
        await desk.do("go")
        await desk.press("4")
        assert words.language() == "zh"
        assert pack.say("step.water.due", "zh") in desk.strip
        assert pack.say("step.water.due", "en") not in desk.screen
        assert pack.say("step.water.head", "zh") in "\n".join(desk.rows[2:7])
        assert 'language = "zh"' in (desk.app.place.settings / "settings.toml").read_text()
        before = desk.app.context.ink
        await desk.do("go")
        await desk.press("5")
        assert desk.app.context.ink is not before
        assert desk.app.dock.ink is desk.app.context.ink
        assert desk.app.desk_page.list.ink is desk.app.context.ink
        await desk.do("go")
        await desk.press("4")
        assert pack.say("step.water.due", "en") in desk.strip


async def test_log_is_walked_in_the_background_and_the_result_is_said(open_app: Open) -> None:
    async with open_app(walk=True) as desk:
        assert desk.app._walk is not None
        await asyncio.to_thread(desk.app._walk._thread.join)
        await desk.settle()
        assert f"The log is whole: {len(desk.entries())} entries." in desk.message


async def test_row_changed_by_hand_is_said_in_the_strip(open_app: Open) -> None:
    async with open_app(walk=True) as desk:
        desk.seat("张三")
        desk.query("UPDATE person SET name = '李四'")
        walk = Walk(desk.session.store, desk.app.post_message)
        walk.start()
        await asyncio.to_thread(walk._thread.join)
        await desk.settle()
        warning = desk.app.context.warnings["verify"]
        assert warning[:20] in desk.strip
        assert "李四" not in warning


async def test_nothing_burns_after_a_switch(open_app: Open) -> None:
    """A page that waits for a size it never gets would keep the PC busy for ever."""
    async with open_app() as desk:
        await desk.do("go")
        await desk.press("4")
        # `settle` raises when something is always under way.
        await desk.settle()


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_wrong_edited_pack_is_said_and_the_desk_goes_on(
    open_app: Open, place: Folders, clock: FixedClock, language: str
) -> None:
    async with open_app() as desk:
        desk.app.close_desk()
    rules = place.pack / "rules.toml"
    rules.write_text(rules.read_text().replace('after = "5m"', 'after = "soon"'))
    opened = opening.start(place, clock, ZONE)
    assert opened.trouble is not None
    async with open_app(opened=opened, language=language) as desk:
        assert "rules.toml" in desk.strip
        assert "rules.toml" in desk.message or opened.trouble.sentence in desk.message
        desk.seat("张三")
        await desk.wait(5 * MINUTE)
        assert desk.app.desk_page.due is not None
        assert desk.app.desk_page.due.step == "water"
        await desk.do("next")
        assert len(desk.entries("step.done")) == 1


async def test_pack_edited_rightly_is_used_from_the_next_start(
    open_app: Open, place: Folders, clock: FixedClock
) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.settle()
        desk.app.close_desk()
    rules = place.pack / "rules.toml"
    rules.write_text(rules.read_text().replace('after = "5m"', 'after = "3m"'))
    async with open_app(opened=opening.start(place, clock, ZONE)) as desk:
        desk.seat("李四", phone="13912342047")
        await desk.wait(3 * MINUTE)
        assert "A002 李四" in desk.strip
        await desk.do("next")
        # The wait that began under the old rule is judged by it.
        assert "GIVE WATER" not in desk.strip
        await desk.wait(2 * MINUTE)
        assert "A001 张三" in desk.strip
        assert "GIVE WATER" in desk.strip


async def test_a_step_stands_after_a_restart_and_falls_due_once(
    open_app: Open, place: Folders, clock: FixedClock
) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        desk.seat("李四", phone="13912342047")
        await desk.wait(6 * MINUTE)
        await desk.do("next")
        desk.app.close_desk()
    async with open_app(opened=opening.start(place, clock, ZONE)) as desk:
        assert "A002 李四" in desk.strip
        assert "1:00 late" in desk.strip
        await desk.do("next")
        assert "GIVE WATER" not in desk.screen
        done = desk.query("SELECT wait_id, step, turn FROM step_done ORDER BY id")
        assert done == [(1, "water", 1), (2, "water", 1)]


async def test_closing_asks_first_and_ends_cleanly(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("visitor")
        await desk.type("li")
        await desk.do("quit")
        assert "Close the desk?" in desk.screen
        await desk.do("back")
        assert desk.app.return_code is None
        await desk.do("quit")
        await desk.press("1")
        assert desk.app.return_code == 0
        assert desk.app.context.drafts is not None


async def test_clock_set_back_is_said_and_no_wait_shrinks(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(4 * MINUTE)
        desk.clock.set_wall(desk.clock.now() - 60 * MINUTE)
        await desk.wait(SECOND)
        assert "The clock of this PC moved." in desk.message
        assert len(desk.entries("clock.moved")) == 1
        await desk.wait(MINUTE)
        assert "GIVE WATER" in desk.strip
        await desk.wait(SECOND)
        assert len(desk.entries("clock.moved")) == 1


async def test_database_taken_away_is_a_sentence(open_app: Open, place: Folders) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        path = Path(place.database)
        path.rename(path.with_name("elsewhere.db"))
        await desk.do("next")
        assert "the database was moved or replaced" in desk.message
        assert "GIVE WATER" in desk.strip
        path.with_name("elsewhere.db").rename(path)
        await desk.do("next")
        assert len(desk.entries("step.done")) == 1


async def test_too_small_says_what_is_needed(open_app: Open) -> None:
    async with open_app(size=TINY) as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        assert "A001" in desk.screen
        assert "80×24" in desk.screen


async def test_keys_remapped_in_the_settings_act(open_app: Open, place: Folders) -> None:
    from frontdesk import settings

    place.make()
    kept = settings.read(place)
    kept.keys = {"visitor": "f7", "order": "b"}
    settings.write(place, kept)
    async with open_app() as desk:
        await desk.press("f7")
        assert desk.page == "register"
        await desk.do("back")
        await desk.press("b")
        assert desk.app.desk_page.order == "due"
        assert "F7" in desk.keys


async def test_mouse_reaches_what_the_keys_do(open_app: Open) -> None:
    from screens.parts.keyline import KeyLine

    async with open_app() as desk:
        line = desk.app.query_one(KeyLine)
        line.post_message(KeyLine.Clicked("F2"))
        await desk.settle()
        assert desk.page == "register"
