"""Every word of the program is there in Simplified Chinese, with the same placeholders (X3)."""

import ast
import io
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "locale" / "zh" / "LC_MESSAGES"
# How many of its arguments are text.
KEYWORDS = {"_": 1, "N_": 1, "n_": 2}

Source = str | tuple[str, ...]


def in_code() -> dict[Source, str]:
    """Every string marked in the code, with where it stands first.

    Read from the syntax tree: under Python 3.11 babel's own reader does not look into f-strings.
    """
    found: dict[Source, str] = {}
    for folder in ("frontdesk", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for source, line in marked(path.read_text("utf-8")):
                found.setdefault(source, f"{path.relative_to(ROOT)}:{line}")
    return found


def marked(code: str) -> Iterator[tuple[Source, int]]:
    """The strings that `code` marks, with their lines."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        taken = node.args[: KEYWORDS.get(node.func.id, 0)]
        texts_of = [one.value for one in taken if isinstance(one, ast.Constant)]
        if texts_of and texts_of[0] and len(texts_of) == len(taken):
            yield (texts_of[0] if len(texts_of) == 1 else tuple(texts_of)), node.lineno


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The Chinese catalogue as people edit it."""
    with (FOLDER / "frontdesk.po").open("rb") as stream:
        return read_po(stream, locale="zh", domain="frontdesk")


def fields(text: str) -> list[str]:
    """The placeholders of a template, sorted."""
    return sorted(name for _text, name, _spec, _how in string.Formatter().parse(text) if name)


def texts(value: object) -> tuple[str, ...]:
    """One string or the forms of a plural, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value or ())  # type: ignore[arg-type]


def test_every_marked_string_is_translated(catalogue: Catalog) -> None:
    missing = {}
    for source, where in in_code().items():
        key = source if isinstance(source, str) else source[0]
        message = catalogue.get(key)
        if message is None or not all(texts(message.string)) or not texts(message.string):
            missing[key] = where
    assert missing == {}


def test_nothing_is_translated_that_is_not_said_any_more(catalogue: Catalog) -> None:
    known = {source if isinstance(source, str) else source[0] for source in in_code()}
    left = [message.id for message in catalogue if message.id]
    assert [one for one in left if texts(one)[0] not in known] == []


def test_placeholders_are_the_same(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        wanted = {name for one in texts(message.id) for name in fields(one)}
        for told in texts(message.string):
            assert set(fields(told)) == wanted, message.id


def test_nothing_is_fuzzy(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_compiled_catalogue_is_the_edited_one(catalogue: Catalog) -> None:
    made = io.BytesIO()
    write_mo(made, catalogue)
    assert (FOLDER / "frontdesk.mo").read_bytes() == made.getvalue()


def test_marked_strings_are_found_at_all() -> None:
    found = in_code()
    assert "Nothing is due" in found
    assert ("{count} person", "{count} people") in found
    assert [source for source, _line in marked('f"{_(\'in one\')} {N_(\'and\' \' two\')}"')] == [
        "in one", "and two"
    ]  # fmt: skip
