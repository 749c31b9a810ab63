"""Each mistake in `calendar.toml` names the file, the key and what was expected (C4)."""

import pytest

from frontdesk.errors import PackError
from frontdesk.packs import from_files
from tests.packs.other import edited_files

WORK = 'work = "Mon-Fri 8:00-12:00, 13:30-17:30"'
SPRING = 'first = "2026-02-15", last = "2026-02-23"'


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        (WORK, 'work = "closed"', "work", "one day at least"),
        (WORK, 'work = "Mo-Fr 8-12"', "work", "Mon-Fri"),
        (WORK, 'work = "Mon 12:00-8:00"', "work", "Mon-Fri"),
        (f"{WORK}\n", "", "work", "missing"),
        (WORK, f'{WORK}\nzone = "Asia/Peking"', "zone", "Asia/Shanghai"),
        (WORK, f'{WORK}\nzone = "Asia"', "zone", "Asia/Shanghai"),
        (WORK, f'{WORK}\nzone = "../../etc/passwd"', "zone", "Asia/Shanghai"),
        (WORK, f'{WORK}\nzone = "/etc/passwd"', "zone", "Asia/Shanghai"),
        (WORK, f'{WORK}\nzone = 8', "zone", "text"),
        (WORK, f'{WORK}\nworks = 8', "works", "work, off, on"),
        ("2026-02-15", "2026-02-30", "off.spring_festival.first", '"2026-10-01"'),
        ("2026-02-15", "2026-2-15", "off.spring_festival.first", '"2026-10-01"'),
        ("2026-02-15", "20260215", "off.spring_festival.first", '"2026-10-01"'),
        ("2026-02-15", "２０２６-02-15", "off.spring_festival.first", '"2026-10-01"'),
        ("2026-02-23", "", "off.spring_festival.last", '"2026-10-01"'),
        ('"2026-02-15"', "2026-02-15", "off.spring_festival.first", "in quotes"),
        ("2026-02-15", "2026-02-24", "off.spring_festival.last", "before the first"),
        ("2026-02-23", "2126-02-23", "off.spring_festival.last", "at most 100 days"),
        ("2026-04-04", "2026-02-23", "off.qingming.first", "after 2026-02-23"),
        (SPRING, 'first = "2026-01-03"', "off.spring_festival.first", "after 2026-01-03"),
        ('name = "qingming"', 'name = "Qingming"', "off.Qingming.name", "small letters"),
        ('name = "qingming"', 'name = "tomb"', "holiday.tomb", "needs words"),
        (', name = "qingming"', "", "off.3.name", "missing"),
        ("2026-02-28", "2026-02-14", "on.3.day", "after 2026-02-14"),
        ("2026-02-28", "2026-02-13", "on.3.day", "after 2026-02-14"),
        ("2026-02-28", "2026-02-29", "on.3.day", '"2026-10-01"'),
        ("2026-02-14", "2026-02-15", "on.2.day", "2026-02-15 is a holiday too"),
        ("2026-02-28", "2026-02-23", "on.3.day", "2026-02-23 is a holiday too"),
        ('{ day = "2026-02-28", like = "Mon" }', '{ day = "2026-02-28", like = "Sun" }',
         "on.3.like", "with working hours"),
        ('{ day = "2026-02-28", like = "Mon" }', '{ day = "2026-02-28", like = "Monday" }',
         "on.3.like", "Mon, Tue"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(old: str, new: str, key: str, expected: str) -> None:
    with pytest.raises(PackError) as caught:
        from_files(edited_files({"calendar.toml": {old: new}}))
    words = key.startswith("holiday.")
    assert caught.value.file == ("en.toml" if words else "calendar.toml")
    assert caught.value.key == key
    assert expected in caught.value.expected


def test_a_calendar_may_have_neither_holidays_nor_exchanged_days() -> None:
    files = edited_files({})
    files["calendar.toml"] = f"{WORK}\n".encode()
    calendar = from_files(files).calendar
    assert calendar is not None
    assert (calendar.zone, calendar.off, calendar.on) == ("", (), ())
