"""The paper of a case as text for a plain printer (C9): 80 columns, measured in cells.

Drawn with signs that every printer has. A sign whose width a printer may take either way counts as
two, so that no line ever runs over.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from frontdesk.cases import contents, paper
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.contents import Form, Grid, Paper
from frontdesk.session import Session

COLUMNS = 80
_INDENT = 2
_LABEL = 22
_SIGN = 38
# For signs of ours that a printer may lack.
_PLAIN = str.maketrans({"▪": "#", "→": "->", "–": "-", "·": "-"})
# What may not begin a line, and what may not end one.
_CLOSES = frozenset("、。，．：；！？）〕】》」』”’…%,.:;!?)]}")
_OPENS = frozenset("（〔【《「『“‘([{")


def plain(session: Session, case: CaseFile, language: str) -> str:
    """The paper of `case` in `language` ("en" or "zh") as lines of at most 80 cells (C9)."""
    return draw(contents.paper(session, case, language))


def save_plain(session: Session, case: CaseFile, language: str, folder: Path) -> Path:
    """Save the text into a new file of `folder`, for this user alone, and say which it is.

    Raises StorageError.
    """
    text = plain(session, case, language)
    paper.print_case(session, case.id)
    return paper.save(folder, case.number, ".txt", text)


def draw(what: Paper) -> str:
    """The lines of what stands on the paper."""
    lines = [
        _ends(what.desk, what.number),
        "",
        *(_centred(line) for line in wrap(what.title, COLUMNS)),
        *(_centred(line) for line in wrap(what.under, COLUMNS)),
    ]
    for part in what.form:
        lines += _part(part)
    lines += _signs(what)
    for part in what.annex:
        lines += _part(part)
    lines += ["", "=" * COLUMNS, *wrap(f"{what.number}  {what.printed}", COLUMNS), ""]
    return "\n".join(line.rstrip() for line in lines)


def cells(text: str) -> int:
    """How many columns a printer takes for `text`, at most."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def wrap(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` cells: Latin words whole, Chinese anywhere it may break."""
    written = text.translate(_PLAIN).split("\n")
    return [line for one in written for line in _wrapped(one, max(2, room))]


def _wrapped(text: str, room: int) -> Iterator[str]:
    line, taken = "", 0
    for piece in _pieces(text):
        size = cells(piece)
        if line and taken + size > room:
            yield line.rstrip()
            line, taken = "", 0
            piece = piece.lstrip()
            size = cells(piece)
        while size > room:
            head = _head(piece, room)
            yield head
            piece = piece[len(head) :]
            size = cells(piece)
        line, taken = line + piece, taken + size
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a word with the space before it, one Chinese sign with its marks."""
    piece = ""
    for sign in text:
        if piece and _may_break(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _may_break(before: str, sign: str) -> bool:
    if sign in _CLOSES or before in _OPENS or not _cells(sign):
        return False
    if sign == " ":
        return before != " "
    return _is_wide(sign) or _is_wide(before)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _head(text: str, room: int) -> str:
    """The longest beginning of `text` that fits, at least one sign."""
    taken = 0
    for at, sign in enumerate(text):
        taken += _cells(sign)
        if taken > room and at:
            return text[:at]
    return text


def _centred(line: str) -> str:
    return " " * ((COLUMNS - cells(line)) // 2) + line


def _ends(left: str, right: str) -> str:
    shown = _head(left.translate(_PLAIN), COLUMNS - cells(right) - 2)
    return shown + " " * (COLUMNS - cells(shown) - cells(right)) + right


def _part(part: Form | Grid) -> list[str]:
    lines = ["", *wrap(part.title, COLUMNS), "-" * COLUMNS]
    return lines + (_form(part) if isinstance(part, Form) else _grid(part))


def _form(form: Form) -> list[str]:
    lines: list[str] = []
    for entry in form.entries:
        lines += _beside(entry.label, entry.text)
        if entry.tall and not entry.text:
            lines += ["", ""]
    return lines


def _beside(label: str, text: str) -> list[str]:
    """A label, and what belongs to it in lines beside it."""
    heads = wrap(label, _LABEL - 2)
    texts = wrap(text, COLUMNS - _INDENT - _LABEL)
    lines = []
    for at in range(max(len(heads), len(texts))):
        head = heads[at] if at < len(heads) else ""
        body = texts[at] if at < len(texts) else ""
        lines.append(f"{' ' * _INDENT}{head}{' ' * (_LABEL - cells(head))}{body}")
    return lines


def _grid(grid: Grid) -> list[str]:
    widths = [max(4, (COLUMNS - _INDENT) * share // 100) for share in grid.shares]
    lines = _cells_of(grid.heads, widths)
    for row in grid.rows:
        lines += _cells_of(row, widths)
    return lines


def _cells_of(row: tuple[str, ...], widths: list[int]) -> list[str]:
    # The last cell of a gap parts it from the next column.
    columns = [wrap(cell, width - 1) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for at in range(max(map(len, columns))):
        line = " " * _INDENT
        for column, width in zip(columns, widths, strict=True):
            text = column[at] if at < len(column) else ""
            line += text + " " * (width - cells(text))
        lines.append(line)
    return lines


def _signs(what: Paper) -> list[str]:
    """Two to a row: who, a line to sign on, a date to fill in."""
    lines: list[str] = []
    for first in range(0, len(what.signs), 2):
        row = what.signs[first : first + 2]
        lines += ["", "  ".join(map(_filled, row)), "", ""]
        lines.append("  ".join("_" * _SIGN for _who in row))
        lines.append("  ".join(_filled(what.date) for _who in row))
    return lines


def _filled(text: str) -> str:
    shown = _head(text.translate(_PLAIN), _SIGN)
    return shown + " " * (_SIGN - cells(shown))
