"""Whatever stands in a pack's files, it is a pack or a PackError in one printable sentence."""

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.calendar import Calendar
from frontdesk.errors import PackError
from frontdesk.packs import builtin, from_files, reading, to_files
from frontdesk.packs.cases import Cases
from frontdesk.packs.load import FILES
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Directory, Rules

STRUCTS: dict[str, type[Rules | Directory | Phone | Cases | Calendar]] = {
    "rules.toml": Rules,
    "directory.toml": Directory,
    "phone.toml": Phone,
    "cases.toml": Cases,
    "calendar.toml": Calendar,
}

ABSURD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["5m", "Mon 8:00-9:00", "water", "", "\x1b", "2026-10-01"])
    | st.sampled_from([datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23)]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
LITERALS = st.sampled_from(
    ["0", "-1", "9" * 30, "9" * 5000, "1e400", "nan", "true", '""', '"\\u0000"', "[]", "[[]]", "{}",
     "1979-05-27", "07:32:00", '"5m"', '"' + "x" * 5000 + '"', "[" * 3000, "'''\n'''", "", "= ="]
)  # fmt: skip


def fault_of(read: Callable[[], object]) -> PackError | None:
    """How `read` was refused, if it was; any other exception is the test's failure."""
    try:
        read()
    except PackError as fault:
        return fault
    return None


def refused_or_read(files: dict[str, bytes]) -> None:
    fault = fault_of(lambda: from_files(files))
    if fault is not None:
        assert fault.file in FILES
        assert str(fault).isprintable()
        assert len(str(fault)) < 1500


def places(found: Any) -> list[tuple[Any, Any]]:
    """Every (table or list, key or index) of a TOML document."""
    if isinstance(found, dict):
        inner = list(found.items())
    elif isinstance(found, list):
        inner = list(enumerate(found))
    else:
        return []
    return [(found, key) for key, _ in inner] + [place for _, v in inner for place in places(v)]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(STRUCTS)), st.data())
def test_absurd_values_anywhere(file: str, data: st.DataObject) -> None:
    kind = STRUCTS[file]
    found = tomllib.loads(to_files(builtin("hospital"))[file].decode())
    inside, key = data.draw(st.sampled_from(places(found)))
    inside[key] = data.draw(ABSURD)
    fault = fault_of(lambda: reading.structure(file, found, kind))
    if fault is not None:
        assert fault.key
        assert str(fault).isprintable()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_absurd_lines_anywhere(file: str, data: st.DataObject) -> None:
    files = to_files(builtin("hospital"))
    lines = files[file].decode().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    name, equals, _ = lines[at].partition("=")
    match data.draw(st.sampled_from(["value", "drop", "double", "cut"])):
        case "value" if equals:
            lines[at] = f"{name}= {data.draw(LITERALS)}"
        case "double":
            lines.insert(at, lines[at])
        case "cut":
            del lines[at:]
        case _:
            del lines[at]
    files[file] = "\n".join(lines).encode()
    refused_or_read(files)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(FILES), st.binary(min_size=1, max_size=20), st.floats(0, 1))
def test_absurd_bytes_anywhere(file: str, noise: bytes, where: float) -> None:
    files = to_files(builtin("office"))
    at = int(where * len(files[file]))
    files[file] = files[file][:at] + noise + files[file][at:]
    refused_or_read(files)


@given(st.binary(max_size=200))
def test_any_bytes_as_a_file(content: bytes) -> None:
    refused_or_read(to_files(builtin("office")) | {"rules.toml": content})


def test_a_file_saved_with_a_mark_is_read() -> None:
    files = {name: b"\xef\xbb\xbf" + text for name, text in to_files(builtin("office")).items()}
    assert from_files(files).words == builtin("office").words


def test_gbk_is_told_by_its_line() -> None:
    files = to_files(builtin("office"))
    lines = files["zh.toml"].split(b"\n")
    lines[3] = 'visitor = "访客"'.encode("gb18030")
    with pytest.raises(PackError, match="UTF-8 text, look at line 4"):
        from_files(files | {"zh.toml": b"\n".join(lines)})


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(PackError, match="megabyte"):
        from_files(to_files(builtin("office")) | {"en.toml": b"#" * 1_000_001})


def test_what_is_refused_is_named_by_code_or_by_place() -> None:
    assert reading.item_name({"code": "water"}, 2) == "water"
    assert reading.item_name({"name": "phone"}, 2) == "phone"
    assert reading.item_name({"code": 5}, 2) == "2"
    assert reading.item_name({"code": "a\x1bb"}, 2) == "a?b"
