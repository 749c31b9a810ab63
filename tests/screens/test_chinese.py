"""In Chinese no English sentence of ours is left on any page (X3)."""

import re

from frontdesk.clock import MINUTE
from tests.screens.conftest import Open
from tests.screens.driving import Driver
from tests.test_translations import in_code

# Shorter words stand in names, keys and pinyin as well.
LEAST = 6
_GAP = re.compile(r"\{[^}]*\}")


def english() -> list[str]:
    """The fixed parts of every marked string that are long enough to be told apart."""
    parts: set[str] = set()
    for source in in_code():
        for text in (source,) if isinstance(source, str) else source:
            for part in _GAP.split(text):
                cleaned = part.strip(" .,:;?!()")
                if len(cleaned) >= LEAST and " " in cleaned:
                    parts.add(cleaned)
    return sorted(parts)


async def pages(desk: Driver) -> list[str]:
    """What stands on each page and dock."""
    seen = [desk.screen]
    desk.seat("张三", doctor=1)
    desk.seat("李四", phone="13912342047", needs=("pregnant", "fasting"))
    await desk.wait(16 * MINUTE)
    desk.select("A001")
    await desk.settle()
    seen.append(desk.screen)
    for action in (
        "next", "act_1", "act_2", "act_4", "act_5", "act_6", "act_7", "emergency", "go", "quit",
        "help", "open", "visitor", "finish", "drop", "act_8", "pass_on", "order",
    ):  # fmt: skip
        await desk.do(action)
        seen.append(desk.screen)
        seen.append(desk.message)
        if action == "visitor":
            await desk.type("zs")
            seen.append(desk.screen)
            continue
        while desk.page != "desk" or desk.app.dock.asking or action == "act_5":
            await desk.press("escape")
            if action == "act_5":
                break
    await desk.do("emergency")
    await desk.press("4")
    seen.append(desk.screen)
    return seen


async def test_no_english_is_left_on_any_page(open_app: Open) -> None:
    wanted = english()
    assert "Nobody is waiting" in wanted
    async with open_app(language="zh") as desk:
        for shown in await pages(desk):
            found = [part for part in wanted if part in shown]
            assert found == [], shown


async def test_the_same_walk_finds_english_in_english(open_app: Open) -> None:
    """The walk above can fail."""
    wanted = english()
    async with open_app(language="en") as desk:
        shown = "\n".join(await pages(desk))
    assert sum(part in shown for part in wanted) > 30
