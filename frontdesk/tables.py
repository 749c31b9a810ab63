"""Tables of people from elsewhere: CSV and xlsx read in, CSV written out (requirements X6, R4).

What comes in is never trusted: bytes that are no table are refused with a sentence. What goes out
cannot act as a formula in a spreadsheet.
"""

import csv
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from frontdesk.errors import InputError, UsageError
from frontdesk.text import clean, digits, is_mobile, phone_digits
from frontdesk.words import _

LARGEST_FILE = 256 * 1024 * 1024
_HEADER_LIMIT = 80
_DELIMITERS = (",", ";", "\t")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d*)?\s*[eE]\s*[+-]?\s*\d+")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_PHONE = re.compile(r"\+?[\d\s()\[\]\-–—.·/]+")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 15


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read; `rows` can be walked once.

    `encoding`: "UTF-8", "UTF-8 BOM", "UTF-16", "GB18030" or "xlsx". `header`: cleaned column
    names. `rows`: (line of the file, from 1; cell by column name), empty lines left out; cells
    beyond the header stand under "". `lines`: about how many rows there are, for a progress bar.
    Walking `rows` raises UsageError where the file is damaged further down.
    """

    encoding: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]
    lines: int


def read_table(path: Path) -> Table:
    """The table in a CSV or xlsx file, told apart by what is in it, not by its name.

    Raises UsageError, with what to do, for a file that cannot be read or is no such table.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UsageError(
                _("{file} is too large.").format(file=path.name),
                _("Split it into files of less than 256 MB."),
            )
        data = path.read_bytes()
    except (OSError, ValueError) as fault:
        raise UsageError(
            _("{file} cannot be read: {fault}.").format(
                file=path.name, fault=getattr(fault, "strerror", None) or type(fault).__name__
            )
        ) from fault
    if data.startswith(b"PK\x03\x04"):
        encoding, cells, count = "xlsx", _sheet(data, path.name), 0
    else:
        encoding, text = _decode(data, path.name)
        count = text.count("\n")
        cells = _split(text, path.name)
    _line, found = next(cells, (0, []))
    header = tuple(clean(cell, _HEADER_LIMIT) for cell in found)
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise UsageError(
            _("{file} is empty.").format(file=path.name),
            _("Its first line must name the columns."),
        )
    named = [name for name in header if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise UsageError(
            _("{file} has two columns named “{column}”.").format(file=path.name, column=twice),
            _("Rename one of them."),
        )
    return Table(encoding, header, _named(header, cells), count)


def phone_cell(value: str) -> str:
    """The phone number in a table's cell, as digits; "" for an empty cell.

    Raises InputError for a number that a spreadsheet has cut or rounded, or that is none.
    """
    text = clean(unicodedata.normalize("NFKC", value), 200).lstrip("'’`").strip()
    if not text:
        return ""
    whole = _WHOLE.fullmatch(text)
    if whole:
        text = whole[1]
    if _SCIENTIFIC.fullmatch(text):
        raise _no_phone(
            _("A spreadsheet has rounded the phone to {cell}.").format(cell=clean(text, 30)),
            _("Make the column text, type the number again and save."),
        )
    if not _PHONE.fullmatch(text):
        raise _no_phone(_("The phone is not a number: {cell}.").format(cell=clean(text, 30)))
    number = phone_digits(text)
    typed = len(digits(text))
    if typed < _SHORTEST_PHONE:
        raise _no_phone(
            _("The phone has only {count} digits, it is cut.").format(count=typed),
            _("Give all digits."),
        )
    # Nothing but a mobile begins so in mainland China, and a mobile has eleven digits.
    begins_mobile = re.match("1[3-9]", number) and not text.startswith(("+", "00"))
    if begins_mobile and not is_mobile(number):
        raise _no_phone(
            _("A mobile has 11 digits, this has {count}.").format(count=len(number)),
            _("Give all digits; a number from abroad begins with +."),
        )
    if len(number) > _LONGEST_PHONE:
        raise _no_phone(
            _("The phone has {count} digits, that is too many.").format(count=len(number)),
            _("Give one number."),
        )
    return number


def neutralise(cell: object) -> str:
    """`cell` as exported: text that a spreadsheet would run gets an apostrophe before it.

    Numbers that are numbers in Python stay as they are, None is empty.
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    text = str(cell).replace("\x00", "␀")
    return f"'{text}" if text.startswith(_ACTS) else text


def write_csv(
    target: Path | TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write a CSV with every cell neutralised; the number of rows written.

    A path gets UTF-8 with BOM, which spreadsheets in China need; a stream is written as it is.
    Raises UsageError if the file cannot be written.
    """
    if not isinstance(target, Path):
        return _write(target, header, rows)
    try:
        with target.open(
            "w", encoding="utf-8-sig", errors="backslashreplace", newline=""
        ) as stream:
            return _write(stream, header, rows)
    except OSError as fault:
        raise UsageError(
            _("{file} cannot be written: {fault}.").format(
                file=target.name, fault=fault.strerror or type(fault).__name__
            )
        ) from fault


def _write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([neutralise(cell) for cell in header])
    count = 0
    for row in rows:
        writer.writerow([neutralise(cell) for cell in row])
        count += 1
    return count


def _no_phone(sentence: str, way_out: str = "") -> InputError:
    return InputError("phone", sentence, way_out)


def _named(
    header: tuple[str, ...], cells: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, dict[str, str]]]:
    for line, found in cells:
        row = {name: "" for name in header if name}
        row.update((name, cell) for name, cell in zip(header, found, strict=False) if name)
        beyond = " ".join(cell for cell in found[len(header) :] if cell)
        if beyond:
            row[""] = beyond
        yield line, row


def _decode(data: bytes, file: str) -> tuple[str, str]:
    """Which encoding `data` is in, and its text."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(
            _("{file} is an old Excel file.").format(file=file),
            _("Save it as .xlsx or CSV."),
        )
    tried = [("UTF-8", "utf-8"), ("GB18030", "gb18030")]
    if data.startswith(b"\xef\xbb\xbf"):
        tried = [("UTF-8 BOM", "utf-8-sig")]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = [("UTF-16", "utf-16")]
    elif _looks_like_gb(data):
        tried.reverse()
    for name, codec in tried:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return name, text
    raise UsageError(
        _("{file} is not a table.").format(file=file),
        _("Save it as .xlsx, or as CSV in UTF-8 or GB18030."),
    )


def _looks_like_gb(data: bytes) -> bool:
    """Whether what happens to be valid UTF-8 is Chinese in GB18030, as 通 (CD A8) is in both.

    So if all of it reads as common Chinese, no sign stands against a Latin letter, and as UTF-8
    it would hold no Chinese at all.
    """
    try:
        as_utf8, as_gb = data.decode("utf-8"), data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return (
        not data.isascii()
        and max(as_utf8) < "\u0800"
        and re.search("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]", as_gb) is None
        and all(sign.isascii() or "\u4e00" <= sign <= "\u9fff" for sign in as_gb)
    )


def _split(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with the line that each begins on; empty ones left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub('"[^"]*"', "", first)
    delimiter = max(_DELIMITERS, key=outside.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise UsageError(
                _("{file}, line {line}: a cell has no end.").format(file=file, line=line),
                _("Look for a quotation mark too many there."),
            ) from fault
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _sheet(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet of an xlsx file; empty ones left out."""
    broken = UsageError(
        _("{file} is not a whole .xlsx file.").format(file=file),
        _("Open it in a spreadsheet and save it again, as .xlsx or CSV."),
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if size > LARGEST_FILE:
                raise zipfile.BadZipFile
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The size noted in the file may be wrong and would cut rows off.
        sheet.reset_dimensions()
        for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_cell(value) for value in row]
            if any(cells):
                yield line, cells
    except Exception as fault:
        # A damaged file ends in whatever error its zip, its XML or its numbers lead to.
        raise broken from fault


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        # A phone kept as a number is whole; beyond 15 digits a spreadsheet has rounded it.
        return str(int(value)) if abs(value) < 1e15 else f"{value:E}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
