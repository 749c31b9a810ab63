"""The paper of a case: whole, inert whatever was typed, A4 by a real browser (C9)."""

import os
import re
import shutil
import stat
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.cases import contents, copies, paper
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import CaseEvent
from frontdesk.cases.contents import Entry, Form, Grid, Paper
from frontdesk.errors import StorageError
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.words import language
from tests.cases import papers

LANGUAGES = ("en", "zh")
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
# A4 in points, and how far a browser may round.
A4 = (595.28, 841.89)
NEAR = 1.0
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "footer", "h1", "h2", "p",
    "section", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "br", "div",
}  # fmt: skip
VOID = {"meta", "col", "br"}
HOSTILE = (
    "</td></table></style><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\" onload='x' &amp; <!-- --> ]]> \\22 ; } body { display: none } /* {page} {0} %s"
)


class Read(HTMLParser):
    """A page as read: its tags with their attributes, its text, whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.style = ""
        self.open: list[str] = []
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)

    def all_text(self) -> str:
        return "\n".join(self.text)


def inert(page: str) -> Read:
    """The page as read, checked: well formed, nothing that runs, nothing from outside."""
    read = Read(page)
    assert read.open == []
    assert read.comments == []
    assert {tag for tag, _more in read.tags} <= TAGS
    for _tag, attributes in read.tags:
        assert set(attributes) <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "scope", "colspan", "style"
        }  # fmt: skip
    assert [tag for tag, _more in read.tags].count("style") == 1
    policies = [more["content"] for _tag, more in read.tags if more.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not re.search(r"url\s*\(|@import|https?:|//", read.style)
    assert read.style.count("{") == read.style.count("}")
    return read


@pytest.fixture
def case(session: Session) -> CaseFile:
    return papers.complaint(session.pack)


def _label(pack: Pack, name: str, spoken: str) -> str:
    """What a field is called on the complaint's paper, or else on any."""
    own = f"case.kind.complaint.field.{name}.label"
    return pack.say(own if own in pack.words[spoken] else f"field.{name}.label", spoken)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_all_of_the_form_stands_on_it_in_the_order_of_the_pack(
    session: Session, case: CaseFile, spoken: str
) -> None:
    text = inert(paper.page(session, case, spoken)).all_text()
    say = session.pack.say
    kind = case.rules
    wanted = [say("case.kind.complaint.form", spoken)]
    for section in kind.sections:
        wanted.append(say(f"case.section.{section.code}", spoken))
        wanted += [_label(session.pack, name, spoken) for name in section.fields]
    wanted += [say(f"case.rung.{line.code}.name", spoken) for line in case.rungs]
    at = 0
    for one in wanted:
        at = text.index(one, at)
    for sign in kind.signatures:
        assert say(f"case.sign.{sign}", spoken) in text
    assert say("case.severity.complaint.serious", spoken) in text
    assert say("case.pause.papers", spoken) in text
    for shown in ("C-0228", "吕敏", "13712349016", "▪▪▪", "冯岚", "Sat 21 Nov 10:05-11:31"):
        assert shown in text
    for line in papers.FACTS.split("\n"):
        assert line in text
    assert case.files[0].name in text
    assert "C-0198" in text


@pytest.mark.parametrize(("spoken", "tag"), [("en", "en"), ("zh", "zh-CN")])
def test_the_page_says_its_language_and_the_desk_keeps_its_own(
    session: Session, case: CaseFile, spoken: str, tag: str
) -> None:
    tags = inert(paper.page(session, case, spoken)).tags
    assert tags[0] == ("html", {"lang": tag})
    assert language() == "en"


def test_what_is_not_known_yet_is_room_to_write_in(session: Session, case: CaseFile) -> None:
    found = contents.paper(session, case, "en")
    last = found.form[-1]
    assert isinstance(last, Form)
    assert last.title == "How it ended"
    assert [one.text for one in last.entries] == [""] * len(last.entries)
    labels = [one.label for one in last.entries if one.tall]
    assert labels == ["Answer to the person", "Cause", "Lesson"]


def test_a_closed_one_says_how_it_ended(session: Session) -> None:
    text = inert(paper.page(session, papers.closed(session.pack), "en")).all_text()
    answer = "Results are told by telephone within 10 minutes. The head nurse apologised."
    # Once, though the timeline has it too.
    assert text.count(answer) == 1
    for shown in ("Nobody was named to call.", "Whoever takes the result in calls the patient."):
        assert shown in text


def test_the_year_stands_where_it_is_another(session: Session, case: CaseFile) -> None:
    found = contents.paper(session, case, "en")
    (links,) = [part for part in found.annex if part.title == "Belongs together with"]
    assert isinstance(links, Grid)
    assert links.rows == (("C-0198", "Complaint", "Tue 30 Dec 2025 9:00", "still open"),)
    assert found.printed == "Printed Mon 23 Nov 2026 7:30 by Li Na"


def test_how_it_is_held_and_by_when(session: Session, case: CaseFile) -> None:
    found = contents.paper(session, case, "en")
    (ladder,) = [part for part in found.form if part.title == "Who held it"]
    assert isinstance(ladder, Grid)
    assert ladder.rows[1:] == (
        (
            "2", "Supervisor", "吴迪", "Sun 22 Nov 9:35", "Mon 23 Nov 7:30", "needs the clinic",
        ),
        ("3", "Medical affairs", "冯岚", "Mon 23 Nov 7:30", "may stay till Tue 24 Nov 7:30", ""),
        ("4", "General manager", "", "", "", ""),
    )  # fmt: skip
    (times,) = [part for part in found.form if part.title == "Times"]
    assert isinstance(times, Form)
    assert [(one.label, one.text) for one in times.entries] == [
        ("Acknowledge by", "Mon 23 Nov 9:05"),
        ("Acknowledged", ""),
        ("Resolve by", "Fri 27 Nov 17:30 (5 working days)"),
        ("Closed", ""),
        ("Clock stood", "Mon 23 Nov 7:35 – Mon 23 Nov 7:40: the person brings papers"),
    ]


def test_no_kind_of_the_pack_fails(session: Session, case: CaseFile) -> None:
    assert session.pack.cases is not None
    for kind in session.pack.cases.kinds:
        graded = msgspec.structs.replace(case.severity, code=kind.severities[0].code, place=1)
        rungs = session.pack.cases.ladder(kind.ladder).rungs
        lines = tuple(
            msgspec.structs.replace(case.rungs[0], code=rung.code, place=at)
            for at, rung in enumerate(rungs, 1)
        )
        one = msgspec.structs.replace(case, kind=kind.code, severity=graded, rungs=lines)
        for spoken in LANGUAGES:
            text = inert(paper.page(session, one, spoken)).all_text()
            assert session.pack.say(f"case.kind.{kind.code}.form", spoken) in text
            for name in (spec.name for spec in kind.ordered()):
                assert f"field.{name}" not in text


def _hostile(value: object, text: str) -> object:
    """The same with every text that a person could have typed replaced."""
    if isinstance(value, str):
        return text
    if isinstance(value, dict):
        return dict.fromkeys(value, text)
    return value


def hostile(case: CaseFile, text: str) -> CaseFile:
    """A case in which every text that a person may type is `text`."""
    typed = {
        name: _hostile(getattr(case, name), text)
        for name in (
            "opener", "name", "phone", "place_name", "about", "happened", "witnesses", "facts",
            "wish", "values", "owner", "offered", "answer", "answerer", "cause", "lesson",
            "outside", "call", "visit", "number",
        )
    }  # fmt: skip
    parts = {
        "rungs": tuple(msgspec.structs.replace(one, staff=text, note=text) for one in case.rungs),
        "events": tuple(
            msgspec.structs.replace(one, staff=text, to=text, text=text) for one in case.events
        ),
        "sheets": tuple(
            msgspec.structs.replace(one, party=text, asked=text, answer=text, place_name=text)
            for one in case.sheets
        ),
        "files": tuple(msgspec.structs.replace(one, name=text) for one in case.files),
        "links": tuple(msgspec.structs.replace(one, number=text, name=text) for one in case.links),
    }
    return msgspec.structs.replace(case, **typed, **parts)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_whatever_was_typed_is_text(session: Session, case: CaseFile, spoken: str) -> None:
    page = paper.page(session, hostile(case, HOSTILE), spoken)
    read = inert(page)
    assert HOSTILE in read.all_text()
    assert "<script" not in page
    assert page.count("</style>") == 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_text(session: Session, text: str) -> None:
    what = Paper(
        language="zh", desk=text, title=text, number=text, under=text,
        form=(
            Form(title=text, entries=(Entry(label=text, text=text, wide=True),)),
            Grid(title=text, heads=(text,), shares=(100,), rows=((text,),)),
        ),
        annex=(), signs=(text,), date=text, printed=text, pages=text + "{page}",
    )  # fmt: skip
    inert(paper.draw(what))


def test_a_style_sheet_shows_what_would_end_it() -> None:
    shown = paper._css('a"\\}</style>\n第 1')
    assert re.fullmatch(r'"(\w|\\[0-9a-f]+ )*"', shown)


def test_printing_stands_in_the_log_and_the_timeline(session: Session, opens) -> None:
    case = opens()
    before = session.store.head().id
    paper.print_case(session, case.id)
    assert session.store.head().id == before + 1
    last = CaseEvent.select().order_by(CaseEvent.id.desc()).get()
    assert (last.case_id, last.what, last.staff_id) == (case.id, "printed", session.staff_id)


def test_it_is_saved_for_this_user_alone_and_nothing_written_over(
    session: Session, opens, tmp_path: Path
) -> None:
    case = papers.complaint(session.pack, id=opens().id)
    folder = tmp_path / "saved"
    first = paper.save_page(session, case, "zh", folder)
    second = paper.save_page(session, case, "en", folder)
    assert (first.name, second.name) == ("C-0228.html", "C-0228-2.html")
    assert "客户投诉联系单" in first.read_text("utf-8")
    if os.name != "nt":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_is_told(session: Session, opens, tmp_path: Path) -> None:
    case = papers.complaint(session.pack, id=opens().id)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="was not written") as told:
        paper.save_page(session, case, "en", tmp_path / "file")
    assert str(tmp_path / "file") in told.value.way_out


def test_it_is_opened_as_a_copy_that_goes(session: Session, opens) -> None:
    case = papers.complaint(session.pack, id=opens().id)
    opened: list[Path] = []
    path = paper.show_page(session, case, "en", opened.append)
    assert opened == [path]
    assert (path.name, path.suffix) == ("C-0228.html", ".html")
    copies.forget_copies()
    assert not path.exists()


def browser() -> str | None:
    """A browser of this machine that prints without a window, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def printed(page: str, folder: Path) -> bytes:
    """The page as a real browser prints it into a PDF."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, "utf-8")
    found = browser()
    assert found is not None
    # A browser does not lock itself in where everything runs as root.
    unlocked = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    subprocess.run(
        [
            found, "--headless", *unlocked, "--disable-gpu", "--no-first-run",
            "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}", source.as_uri(),
        ],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    return target.read_bytes()


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    assert pdf.startswith(b"%PDF-")
    found = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    assert len(found) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return [(float(width), float(height)) for width, height in found]


@pytest.mark.skipif(browser() is None, reason="no browser here: only the HTML above was checked")
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_browser_prints_it_on_a4(session: Session, tmp_path: Path, spoken: str) -> None:
    found = pages(printed(paper.page(session, papers.closed(session.pack), spoken), tmp_path))
    assert 2 <= len(found) <= 3
    for width, height in found:
        assert width == pytest.approx(A4[0], abs=NEAR)
        assert height == pytest.approx(A4[1], abs=NEAR)


@pytest.mark.skipif(browser() is None, reason="no browser here: only the HTML above was checked")
def test_a_long_one_goes_on_over_the_pages(
    session: Session, case: CaseFile, tmp_path: Path
) -> None:
    many = tuple(msgspec.structs.replace(case.events[6], text="说了又说。" * 60) for _ in range(60))
    long = msgspec.structs.replace(case, events=many, facts="字" * 2_000)
    assert len(pages(printed(paper.page(session, long, "zh"), tmp_path))) > 4
