"""The paper of a case as a page for any browser (C9): A4, nothing from outside, nothing that runs.

All that a person typed is escaped, and the page itself forbids whatever it does not need. Telephone
numbers stand in full: it is the paper of this case, and that it was made stands in the log.
"""

import html
import re
from pathlib import Path

from frontdesk.cases import cases, contents, copies
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import Case
from frontdesk.cases.contents import Entry, Form, Grid, Paper
from frontdesk.cases.copies import Opener, open_with_system
from frontdesk.cases.style import STYLE
from frontdesk.errors import StorageError
from frontdesk.phone.replies import write_new
from frontdesk.session import Session
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
# Two short values stand in a row, each behind its label.
_PAIR = 2


@verb("case.printed", sentence=N_("{case}: put on paper"))
def print_case(session: Session, case_id: int) -> Done[Case]:
    """A case goes onto paper, as a page, a file or plain print, with all that stands in it."""
    case = cases.case_by_id(case_id)
    cases.event(session, case, "printed")
    return Done(case, case, cases.logged(session, case))


def show_page(
    session: Session, case: CaseFile, language: str, opener: Opener = open_with_system
) -> Path:
    """Open the page in the system's browser, to print from there; returns where the copy lies.

    Raises StorageError where it cannot be written, or nothing opens it.
    """
    body = page(session, case, language)
    print_case(session, case.id)
    path = copies.lay(case.number, ".html", body.encode(errors="replace"))
    opener(path)
    return path


def save_page(session: Session, case: CaseFile, language: str, folder: Path) -> Path:
    """Save the page into a new file of `folder`, for this user alone, and say which it is.

    Raises StorageError.
    """
    body = page(session, case, language)
    print_case(session, case.id)
    return save(folder, case.number, ".html", body)


def save(folder: Path, name: str, suffix: str, text: str) -> Path:
    """Write `text` into a new file of `folder`; nothing is written over. Raises StorageError."""
    try:
        return write_new(folder, name, suffix, text.encode(errors="replace"))
    except OSError as fault:
        raise StorageError(
            _("The paper was not written: {what}.").format(what=fault.strerror or fault),
            _("Look at the folder {path}, or choose another.").format(path=folder),
        ) from fault


def page(session: Session, case: CaseFile, language: str) -> str:
    """The paper of `case` in `language` ("en" or "zh") as one self-contained page (C9)."""
    return draw(contents.paper(session, case, language))


def draw(paper: Paper) -> str:
    """The page of what stands on the paper."""
    spoken = _LANGUAGES.get(paper.language, "en")
    foot = _css(f"{paper.number} · {paper.printed}")
    margins = (
        f"@page {{ @bottom-left {{ content: {foot}; }}"
        f" @bottom-right {{ content: {_numbers(paper.pages)}; }} }}"
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{spoken}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{_text(paper.number)} {_text(paper.title)}</title>",
            f"<style>{STYLE}{margins}</style>",
            "</head>",
            "<body>",
            "<header>",
            f'<p class="desk">{_text(paper.desk)}</p>',
            f'<p class="number">{_text(paper.number)}</p>',
            f"<h1>{_text(paper.title)}</h1>",
            f'<p class="under">{_text(paper.under)}</p>',
            "</header>",
            *map(_part, paper.form[:-1]),
            f'<div class="end">{_part(paper.form[-1])}{_signs(paper)}</div>',
            *map(_part, paper.annex),
            f"<footer>{_text(paper.number)} · {_text(paper.printed)}</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _part(part: Form | Grid) -> str:
    return _form(part) if isinstance(part, Form) else _grid(part)


def _form(form: Form) -> str:
    rows: list[str] = []
    waiting: list[Entry] = []
    for entry in form.entries:
        if entry.wide:
            rows.extend(_flushed(waiting))
            rows.append(_row([entry]))
        else:
            waiting.append(entry)
            if len(waiting) == _PAIR:
                rows.extend(_flushed(waiting))
    rows.extend(_flushed(waiting))
    # Without columns of its own a table is laid out by its first row, whatever spans it.
    columns = '<col class="label"><col>' * _PAIR
    inner = f"<colgroup>{columns}</colgroup>{''.join(rows)}"
    return _section(form.title, f'<table class="form">{inner}</table>')


def _flushed(waiting: list[Entry]) -> list[str]:
    row = [_row(waiting)] if waiting else []
    waiting.clear()
    return row


def _row(entries: list[Entry]) -> str:
    cells = []
    for entry in entries:
        span = f' colspan="{2 * _PAIR - 1}"' if len(entries) == 1 else ""
        tall = ' class="tall"' if entry.tall else ""
        cells.append(f'<th scope="row">{_text(entry.label)}</th>')
        cells.append(f"<td{span}{tall}>{_lines(entry.text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _grid(grid: Grid) -> str:
    widths = "".join(f'<col style="width:{share}%">' for share in grid.shares)
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in grid.heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_lines(cell)}</td>' for cell in row)}</tr>" for row in grid.rows
    )
    return _section(
        grid.title,
        f'<table class="grid"><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>",
    )


def _signs(paper: Paper) -> str:
    if not paper.signs:
        return ""
    boxes = "".join(
        f'<div class="sign"><p class="who">{_text(who)}</p><p class="line"></p>'
        f'<p class="date">{_text(paper.date)}</p></div>'
        for who in paper.signs
    )
    return f'<section class="signs">{boxes}</section>'


def _numbers(pages: str) -> str:
    """The words about pages for a style sheet, with the numbers that only the printer knows."""
    found = []
    for piece in re.split(r"(\{pages?\})", pages):
        counter = {"{page}": "counter(page)", "{pages}": "counter(pages)"}.get(piece)
        found.append(counter or _css(piece))
    return " ".join(found)


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{_text(title)}</h2>{inner}</section>"


def _text(text: str) -> str:
    return html.escape(text, quote=True)


def _lines(text: str) -> str:
    return "<br>".join(_text(line) for line in text.split("\n"))


def _css(text: str) -> str:
    """`text` as a string in a style sheet: whatever could end it is written as its number."""
    # The space ends a number and is not seen.
    signs = (sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return f'"{"".join(signs)}"'
