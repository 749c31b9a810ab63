"""Tables from elsewhere: named encodings, refused phones, harmless exports."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from frontdesk.errors import InputError, UsageError
from frontdesk.tables import neutralise, phone_cell, read_table, write_csv

_TEXT = "姓名,电话\n张三,13812342046\n李娜,13912342046\n"


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "people.csv"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_TEXT.encode(), "UTF-8"),
        (_TEXT.encode("utf-8-sig"), "UTF-8 BOM"),
        (_TEXT.encode("gb18030"), "GB18030"),
        (_TEXT.encode("utf-16"), "UTF-16"),
    ],
)
def test_the_encoding_is_told_and_named(
    put: Callable[[bytes], Path], data: bytes, encoding: str
) -> None:
    table = read_table(put(data))
    assert table.encoding == encoding
    assert table.header == ("姓名", "电话")
    assert list(table.rows) == [
        (2, {"姓名": "张三", "电话": "13812342046"}),
        (3, {"姓名": "李娜", "电话": "13912342046"}),
    ]


@pytest.mark.parametrize(
    ("name", "codec", "encoding"),
    [
        ("通", "gb18030", "GB18030"),
        ("José", "utf-8", "UTF-8"),
        ("Müller", "utf-8", "UTF-8"),
        ("Иван Петров", "utf-8", "UTF-8"),
        ("𠮷野", "gb18030", "GB18030"),
        ("Li", "ascii", "UTF-8"),
    ],
)
def test_short_names_that_could_be_either(
    put: Callable[[bytes], Path], name: str, codec: str, encoding: str
) -> None:
    table = read_table(put(f"name\n{name}\n".encode(codec)))
    assert (table.encoding, list(table.rows)) == (encoding, [(2, {"name": name})])


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_found(put: Callable[[bytes], Path], mark: str) -> None:
    path = put(f'"a,;b"{mark}c{mark}d\n1{mark}2{mark}3\n'.encode())
    table = read_table(path)
    assert table.header == ("a,;b", "c", "d")
    assert list(table.rows) == [(2, {"a,;b": "1", "c": "2", "d": "3"})]


def test_lines_are_counted_as_in_the_file(put: Callable[[bytes], Path]) -> None:
    table = read_table(put(b'\nname,note\nA,"one\ntwo"\n,\n\nB\nC,x,y,z\n'))
    assert list(table.rows) == [
        (3, {"name": "A", "note": "one\ntwo"}),
        (7, {"name": "B", "note": ""}),
        (8, {"name": "C", "note": "x", "": "y z"}),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "people.csv is empty."),
        (b"\n\n,,\n", "people.csv is empty."),
        (b"name,name\n", "people.csv has two columns named “name”."),
        (b"\xd0\xcf\x11\xe0rest", "people.csv is an old Excel file."),
        (b"a,b\n\x00\x01\xff\xff", "people.csv is not a table."),
        (b"PK\x03\x04rest", "people.csv is not a whole .xlsx file."),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    put: Callable[[bytes], Path], data: bytes, sentence: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_table(put(data))
    assert refused.value.sentence == sentence
    assert refused.value.way_out


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none.csv cannot be read"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="cannot be read"):
        read_table(tmp_path)


def test_a_cell_without_an_end_names_its_line(put: Callable[[bytes], Path]) -> None:
    table = read_table(put(b'name\nA\n"' + b"x" * 200_000))
    with pytest.raises(UsageError, match="line 3"):
        list(table.rows)


def _book(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_an_xlsx_file(put: Callable[[bytes], Path]) -> None:
    born, seen = date(1980, 2, 3), datetime(2026, 1, 2, 9, 30)  # noqa: DTZ001 - a cell has no zone
    rows: list[list[object]] = [
        ["name", "phone", "born", "seen"],
        ["张三", 13812342046, born, seen],
        [None, None],
        ["李娜", 13812342046.0, None, 1.5],
        ["B", 110101199003070000.0],
    ]
    table = read_table(put(_book(rows)))
    assert (table.encoding, table.header) == ("xlsx", ("name", "phone", "born", "seen"))
    read = list(table.rows)
    assert read[0] == (
        2,
        {
            "name": "张三",
            "phone": "13812342046",
            "born": "1980-02-03",
            "seen": "2026-01-02 09:30:00",
        },
    )
    assert read[1] == (4, {"name": "李娜", "phone": "13812342046", "born": "", "seen": "1.5"})
    assert phone_cell(read[0][1]["phone"]) == "13812342046"
    with pytest.raises(InputError):
        phone_cell(read[2][1]["phone"])


def test_an_xlsx_file_cut_anywhere_is_refused_or_read(put: Callable[[bytes], Path]) -> None:
    whole = _book([["name"], ["A"]])
    for end in range(4, len(whole), 211):
        with pytest.raises(UsageError):
            list(read_table(put(whole[:end])).rows)


def test_a_zip_that_grows_without_end_is_refused(put: Callable[[bytes], Path]) -> None:
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(257):
            part.write(bytes(1024 * 1024))
    assert len(kept.getvalue()) < 1_000_000
    with pytest.raises(UsageError, match="not a whole"):
        read_table(put(kept.getvalue()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=80).map(lambda text: text.encode("gb18030", "replace")),
        st.text('a,;\t"\r\n中', max_size=80).map(str.encode),
        st.binary(max_size=80).map(lambda rest: b"PK\x03\x04" + rest),
    )
)
def test_no_bytes_make_it_crash(put: Callable[[bytes], Path], data: bytes) -> None:
    try:
        table = read_table(put(data))
        for line, row in table.rows:
            assert line >= 1
            assert all(isinstance(cell, str) for cell in row.values())
    except UsageError:
        return


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("13812342046", "13812342046"),
        ("138 1234-2046", "13812342046"),
        ("13812342046.0", "13812342046"),
        ("'13812342046", "13812342046"),
        ("１３８１２３４２０４６", "13812342046"),
        ("+86 138 1234 2046", "13812342046"),
        ("(010) 6234 5678", "01062345678"),
        ("6234567", "6234567"),
        ("+1 415 555 2671", "14155552671"),
        ("+33 6 12 34 56 78", "33612345678"),
        ("+1 868 555 123", "1868555123"),
        ("  ", ""),
    ],
)
def test_a_phone_that_is_whole(cell: str, number: str) -> None:
    assert phone_cell(cell) == number


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1.38E+10", "A spreadsheet has rounded the phone to 1.38E+10."),
        ("1,38123E+10", "A spreadsheet has rounded"),
        ("1.38E10", "A spreadsheet has rounded"),
        ("138123", "The phone has only 6 digits, it is cut."),
        ("1381234204", "A mobile has 11 digits, this has 10."),
        ("138123420466", "A mobile has 11 digits, this has 12."),
        ("02812345678901234", "The phone has 17 digits, that is too many."),
        ("62345678 62345679", "The phone has 16 digits, that is too many."),
        ("ask wife", "The phone is not a number: ask wife."),
        ("########", "The phone is not a number"),
        ("()", "The phone has only 0 digits"),
        ("-1.38E+10", "A spreadsheet has rounded"),
    ],
)
def test_a_phone_that_is_cut_or_none_is_refused_with_the_reason(cell: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        phone_cell(cell)
    assert refused.value.sentence.startswith(reason)
    assert refused.value.field == "phone"


@given(st.text(max_size=40))
def test_any_phone_cell_is_digits_or_a_refusal(cell: str) -> None:
    try:
        number = phone_cell(cell)
    except InputError:
        return
    assert number == "" or (number.isascii() and number.isdecimal())


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_cell_cannot_act(begin: str) -> None:
    assert neutralise(f"{begin}1+1") == f"'{begin}1+1"
    assert neutralise(neutralise(f"{begin}x")) == f"'{begin}x"


def test_a_cell_that_does_nothing_stays() -> None:
    assert [neutralise(cell) for cell in ("a=1", "张三", -5, 1.5, None, "")] == [
        "a=1", "张三", "-5", "1.5", "", "",
    ]  # fmt: skip


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    rows = [["张三", "=1+1"], ['a "b", c', "x\ud800"]]
    assert write_csv(path, ["name", "note"], rows) == 2
    table = read_table(path)
    assert table.encoding == "UTF-8 BOM"
    assert [row for _, row in table.rows] == [
        {"name": "张三", "note": "'=1+1"},
        {"name": 'a "b", c', "note": "x\\ud800"},
    ]
    stream = io.StringIO()
    assert write_csv(stream, ["n"], [["@x"]]) == 1
    assert list(csv.reader(io.StringIO(stream.getvalue()))) == [["n"], ["'@x"]]
    with pytest.raises(UsageError, match="cannot be written"):
        write_csv(tmp_path, ["n"], [])
