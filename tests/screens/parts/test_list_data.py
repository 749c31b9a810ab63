"""The rows of a list: made once each, and only those that are seen."""

from screens.parts.lines import line
from screens.parts.list_data import Given, Rows
from screens.parts.listpane import Row


def test_a_row_is_made_once_and_only_when_seen() -> None:
    made: list[str] = []

    def make(item: str) -> Row:
        made.append(item)
        return Row(len(item), (line(item),))

    rows = Rows(Given(["a", "bb", "ccc"], len), make)
    assert [row.key for row in rows.rows(1, 5)] == [2, 3]
    rows.rows(0, 2)
    assert made == ["bb", "ccc", "a"]
    assert (rows.count(), rows.index(3), rows.index(4)) == (3, 2, None)


def test_what_has_no_key_has_no_place() -> None:
    given = Given(["a head", "Anna"], lambda item: None if "head" in item else item)
    assert (given.count(), given.place("Anna"), given.place(None)) == (2, 1, None)
