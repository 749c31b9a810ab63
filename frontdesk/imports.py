"""People and the directory taken over from a table, all or nothing (requirements X6, D6).

Every line that cannot be taken is told with its reason; one such line and nothing is written.
"""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from frontdesk import hours
from frontdesk.desk import directory, people
from frontdesk.desk.directory import DirectoryRow
from frontdesk.desk.people import PersonForm
from frontdesk.errors import InputError, UsageError
from frontdesk.session import Session
from frontdesk.tables import phone_cell, read_table
from frontdesk.text import clean
from frontdesk.words import _

T = TypeVar("T")
Progress = Callable[[int, int], None]
Row = dict[str, str]

CELL_LIMIT = 200
SHORT_LIMIT = 60

PEOPLE_COLUMNS = {
    "name": ("name", "full name", "patient", "visitor", "姓名", "患者姓名", "访客姓名", "名字"),
    "sex": ("sex", "gender", "性别"),
    "age": ("age", "年龄", "岁数"),
    "birth": (
        "birth year", "year of birth", "born", "birth", "birth date", "date of birth",
        "出生年", "出生年份", "出生日期", "生日",
    ),
    "phone": (
        "phone", "phone number", "mobile", "telephone", "tel",
        "电话", "手机", "手机号", "手机号码", "联系电话", "电话号码",
    ),
    "document": (
        "document", "document number", "id number", "id card",
        "证件", "证件号", "证件号码", "身份证", "身份证号",
    ),
}  # fmt: skip
DIRECTORY_COLUMNS = {
    "department": ("department", "dept", "科室", "部门", "科别"),
    "floor": ("floor", "楼层", "层"),
    "rooms": ("rooms", "department rooms", "诊室范围", "科室房间", "房间范围"),
    "doctor": ("doctor", "host", "name", "physician", "医生", "医师", "姓名", "接待人", "医生姓名"),
    "title": ("title", "职称", "职务"),
    "specialty": ("specialty", "speciality", "专长", "擅长", "专业", "负责"),
    "room": ("room", "诊室", "房间", "办公室"),
    "phone": ("phone", "telephone", "tel", "extension", "电话", "分机", "内线"),
    "hours": ("hours", "clinic hours", "opening hours", "出诊时间", "门诊时间", "时间"),
}
_SEXES = {
    "m": "m", "male": "m", "man": "m", "男": "m", "男性": "m",
    "f": "f", "female": "f", "woman": "f", "女": "f", "女性": "f",
    "u": "u", "unknown": "u", "not said": "u", "未知": "u", "未说明": "u", "不详": "u", "": "",
}  # fmt: skip


class Refusal(NamedTuple):
    """One line of the file that cannot be taken, and why."""

    line: int
    reason: str


class Report(NamedTuple):
    """What came of reading a file: its encoding, lines that can be taken, lines that cannot.

    `written` is how many rows were written: 0 on a dry run, and when any line was refused.
    """

    encoding: str
    taken: int
    refused: tuple[Refusal, ...]
    ignored: tuple[str, ...]
    written: int = 0


def import_people(
    session: Session, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Take over people from the table at `path`; raises UsageError where it is no such table."""
    year = people.year_now(session)

    def form(row: Row) -> PersonForm:
        return people.check(session, _person(row, year))

    forms, report = _read(path, PEOPLE_COLUMNS, ("name",), form, progress)
    if report.refused or dry_run or not forms:
        return report
    return report._replace(written=people.take_over(session, _counted(forms, progress, len(forms))))


def import_directory(
    session: Session, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Take over departments and who sees visitors from the table at `path`; raises UsageError."""
    rows, report = _read(path, DIRECTORY_COLUMNS, ("department",), _directory_row, progress)
    if report.refused or dry_run or not rows:
        return report
    return report._replace(written=directory.take_over(session, rows))


def _read(
    path: Path,
    known: dict[str, tuple[str, ...]],
    needed: tuple[str, ...],
    reading: Callable[[Row], T],
    progress: Progress | None,
) -> tuple[list[T], Report]:
    table = read_table(path)
    columns = _columns(table.header, known, needed, path.name)
    found: list[T] = []
    refused: list[Refusal] = []
    for count, (line, row) in enumerate(table.rows, 1):
        try:
            if "" in row:
                raise InputError("", _("The line has more cells than there are columns."))
            found.append(reading({name: row[header] for name, header in columns.items()}))
        except InputError as fault:
            refused.append(Refusal(line, str(fault)))
        if progress is not None:
            progress(count, max(count, table.lines))
    ignored = tuple(name for name in table.header if name and name not in columns.values())
    return found, Report(table.encoding, len(found), tuple(refused), ignored)


def _counted(forms: list[T], progress: Progress | None, whole: int) -> Iterator[T]:
    for count, form in enumerate(forms, 1):
        yield form
        if progress is not None:
            progress(count, whole)


def _columns(
    header: tuple[str, ...], known: dict[str, tuple[str, ...]], needed: tuple[str, ...], file: str
) -> dict[str, str]:
    """Which column of the file holds what; the first that fits wins, by the order of the file."""
    found: dict[str, str] = {}
    for column in header:
        folded = _fold(column)
        for name, words in known.items():
            if folded in words and name not in found:
                found[name] = column
                break
    for name in needed:
        if name not in found:
            raise UsageError(
                _("{file} has no column that is called {column}.").format(
                    file=file, column=" / ".join((known[name][0], _chinese(known[name])))
                ),
                _("Its first line must name the columns."),
            )
    return found


def _chinese(words: tuple[str, ...]) -> str:
    return next((word for word in words if not word.isascii()), words[0])


def _fold(column: str) -> str:
    folded = unicodedata.normalize("NFKC", column).casefold().replace("_", " ")
    return " ".join(folded.split()).rstrip(" *:")


def _person(row: Row, year: int) -> PersonForm:
    sex = _SEXES.get(_fold(row.get("sex", "")))
    if sex is None:
        raise InputError(
            "sex",
            _("The sex is not understood: {cell}.").format(cell=clean(row["sex"], SHORT_LIMIT)),
            _("As M, F, 男 or 女."),
        )
    return PersonForm(
        name=row.get("name", ""),
        sex=sex,
        birth=_birth(row.get("birth", ""), row.get("age", ""), year),
        phone=phone_cell(row.get("phone", "")),
        document=row.get("document", ""),
    )


def _birth(birth: str, age: str, year: int) -> str:
    """The year of birth as text; a whole date of birth gives its year, else the age is taken."""
    typed = unicodedata.normalize("NFKC", birth).strip()
    head = typed[:4]
    if head.isdecimal() and len(head) == len(str(year)) and not typed[4:5].isdecimal():
        return head
    if typed.isdecimal() and len(typed) == len("20260131"):
        return head
    if typed:
        raise InputError("birth", _("The year of birth is not understood."), _("As 1980"))
    years = unicodedata.normalize("NFKC", age).strip().removesuffix("岁").strip()
    return years.removesuffix(".0")


def _directory_row(row: Row) -> DirectoryRow:
    cells = {name: clean(value, CELL_LIMIT).strip() for name, value in row.items()}
    if not cells["department"]:
        raise InputError("department", _("A department is missing."))
    opening = cells.get("hours", "")
    try:
        if opening:
            hours.parse(opening)
    except ValueError as fault:
        raise InputError(
            "hours",
            _("The hours are not understood: {cell}.").format(cell=clean(opening, SHORT_LIMIT)),
            _("As Mon-Fri 8:00-11:30, 13:30-17:00"),
        ) from fault
    return DirectoryRow(**{name: cells.get(name, "") for name in DirectoryRow._fields})
