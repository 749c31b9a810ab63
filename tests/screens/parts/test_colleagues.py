"""Colleagues by digit: as many as fit, narrowed by name, pinyin or initials."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.staff.staff import Staff
from screens.parts.colleagues import choice_line, narrowed
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.lines import text_of, width

INK = ink_of("frontdesk-dark", flat=False)


def staff(*names: str) -> list[Staff]:
    return [Staff(id=number, name=name) for number, name in enumerate(names, 1)]


def found(typed: str) -> list[str | None]:
    return [one.name for one in narrowed(staff("Wu Di", "王磊", "李娜", "Li Na"), typed)]


def test_letters_narrow() -> None:
    assert found("") == ["Wu Di", "王磊", "李娜", "Li Na"]
    assert found("wl") == ["王磊"]
    assert found("lina") == ["李娜", "Li Na"]
    assert found("LI NA") == ["李娜", "Li Na"]
    assert found("娜") == ["李娜"]
    assert found("xx") == []


def test_who_may_be_chosen() -> None:
    people = staff("Wu Di", "王磊", "李娜")
    assert text_of(choice_line(people, 40, INK, FULL)) == "1 Wu Di  2 王磊  3 李娜"
    assert text_of(choice_line(people, 19, INK, FULL)) == "1 Wu Di  2 王磊  +1"
    assert text_of(choice_line(people, 18, INK, FULL)) == "1 Wu Di  +2"
    assert choice_line(people, 5, INK, FULL) == ()
    assert choice_line([], 40, INK, FULL) == ()
    many = staff(*(f"N{number}" for number in range(12)))
    assert text_of(choice_line(many, 90, INK, FULL)).endswith("9 N8  +3")


@given(st.lists(st.text(max_size=9), max_size=14), st.integers(0, 60))
def test_never_wider_than_its_room(names: list[str], room: int) -> None:
    assert width(choice_line(staff(*names), room, INK, FULL)) <= room
