"""People and the directory from tables: what is taken, what is refused and why, all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk import imports
from frontdesk.desk import people
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.people import Person
from frontdesk.errors import UsageError
from frontdesk.session import Session
from frontdesk.store import verify


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM"), ("gb18030", "GB18030")]
)
def test_people_with_chinese_headers(
    session: Session, tmp_path: Path, encoding: str, named: str
) -> None:
    text = "姓名,性别,年龄,手机号,身份证号\n张三,男,46,+86 138 1234 2046,A1\n单娜,女,30岁,,\n"
    report = imports.import_people(session, _file(tmp_path, text, encoding))
    assert (report.encoding, report.taken, report.written, report.refused) == (named, 2, 2, ())
    found = people.find(session, "zs", 5)
    assert [(one.name, one.sex, one.birth_year, one.phone) for one in found] == [
        ("张三", "m", 1980, "13812342046")
    ]
    assert Person.get(Person.name == "张三").document == "A1"
    assert people.find(session, "shan", 5)[0].birth_year == 1996


def test_english_headers_and_a_year_of_birth(session: Session, tmp_path: Path) -> None:
    text = "Name;Sex;Birth year;Age;Phone\nMary Ann;F;1975;3;\nBo Li;m;1980-05-01;;\n"
    report = imports.import_people(session, _file(tmp_path, text))
    assert report.written == 2
    assert [one.birth_year for one in Person.select().order_by(Person.id)] == [1975, 1980]


def test_one_refused_line_refuses_all_and_every_one_is_told(
    session: Session, tmp_path: Path
) -> None:
    text = (
        "name,sex,age,phone\n"
        "Ann,f,30,13812342046\n"
        "Bob,m,30,1.38E+10\n"
        "Cy,m,300,\n"
        ",m,30,\n"
        "Di,x,30,\n"
        "Ed,m,30,138123\n"
        "Fi,f,30,,and more\n"
    )
    before = session.store.head()
    report = imports.import_people(session, _file(tmp_path, text))
    assert [refusal.line for refusal in report.refused] == [3, 4, 5, 6, 7, 8]
    assert "1.38E+10" in report.refused[0].reason
    assert "age" in report.refused[1].reason
    assert all(refusal.reason for refusal in report.refused)
    assert (report.taken, report.written) == (1, 0)
    assert Person.select().count() == 0
    assert session.store.head() == before


def test_dry_run_writes_nothing(session: Session, tmp_path: Path) -> None:
    before = session.store.head()
    report = imports.import_people(session, _file(tmp_path, "name\nAnn\n"), dry_run=True)
    assert (report.taken, report.written) == (1, 0)
    assert session.store.head() == before


def test_columns_that_are_not_ours_are_named(session: Session, tmp_path: Path) -> None:
    report = imports.import_people(session, _file(tmp_path, "name,shoe size\nAnn,39\n"))
    assert report.ignored == ("shoe size",)


def test_a_table_without_names_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        imports.import_people(session, _file(tmp_path, "shoe size\n39\n"))
    assert "姓名" in caught.value.sentence


def test_progress_grows_to_the_end(session: Session, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    text = "name\n" + "".join(f"Person {number}\n" for number in range(5))
    imports.import_people(
        session, _file(tmp_path, text), progress=lambda done, whole: told.append((done, whole))
    )
    assert told[-1] == (5, 5)
    assert all(done <= whole for done, whole in told)


def test_hostile_text_is_data(session: Session, tmp_path: Path) -> None:
    text = 'name\n"[@click=app.quit]x[/]\x1b[31m"\n{name}\n'
    assert imports.import_people(session, _file(tmp_path, text)).written == 2
    names = [one.name for one in Person.select().order_by(Person.id)]
    assert names == ["[@click=app.quit]x[/]␛[31m", "{name}"]


DIRECTORY = (
    "科室,楼层,医生,职称,专长,诊室,电话,出诊时间\n"
    "内科,3,张新,主任医师,高血压,305,8305,Mon-Fri 8:00-11:30\n"
    "睡眠门诊,9,李新,医师,失眠,901,8901,{hours}\n"
)


def test_directory_renews_and_adds(session: Session, tmp_path: Path) -> None:
    before = Department.select().count()
    path = _file(tmp_path, DIRECTORY.format(hours="daily 8:00-12:00"))
    assert imports.import_directory(session, path).written == 2
    added = Doctor.get(Doctor.name == "李新")
    assert (added.department.name_zh, added.room, added.hours) == (
        "睡眠门诊",
        "901",
        "daily 8:00-12:00",
    )
    assert Doctor.get(Doctor.name == "张新").department.code == "internal"
    assert Department.select().count() == before + 1
    assert imports.import_directory(session, path).written == 2
    assert Department.select().count() == before + 1


def test_hours_that_cannot_be_read_refuse_the_directory(session: Session, tmp_path: Path) -> None:
    report = imports.import_directory(session, _file(tmp_path, DIRECTORY.format(hours="Mon 8-9")))
    assert [refusal.line for refusal in report.refused] == [3]
    assert not Doctor.select().where(Doctor.name == "张新").exists()


def test_an_import_is_one_entry_and_verifies(
    session: Session, tmp_path: Path, make_desk: Callable[..., object]
) -> None:
    before = session.store.head().id
    imports.import_people(session, _file(tmp_path, "name\nAnn\nBob\n"))
    assert verify.whole(session.store.database).entries == before + 1
