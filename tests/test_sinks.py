"""The source is walked for places where text from people would become markup, or reach raw (X2).

Whoever needs one of these draws through `screens.parts.lines` instead.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNSAFE_WIDGETS = {
    "Static", "Label", "Button", "OptionList", "Select", "SelectionList", "Tree", "DataTable",
    "Markdown", "MarkdownViewer", "RichLog", "Log", "Header", "Footer", "Tabs", "Tab", "Digits",
    "Collapsible", "RadioButton", "Checkbox", "Link", "Tooltip", "Toast", "ListItem", "Rule",
}  # fmt: skip
UNSAFE_CALLS = {"notify", "from_markup", "from_ansi", "Markdown", "inspect"}
# Who may write to the terminal raw, and who may print: commands without a screen.
RAW = ("screens/terminal/", "frontdesk/commands/")
# The ruler in `screens/app.py` is asked before there is a screen; it prints no data.
PRINTS = ("frontdesk/cli.py", "frontdesk/commands/", "screens/app.py")
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "sub_title"}


def faults(source: str, path: str) -> Iterator[str]:
    """Each unsafe place in `source`, as line and why."""
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
            for name in node.names:
                if name.name in UNSAFE_WIDGETS:
                    yield f"{path}:{line} imports {name.name}"
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name in UNSAFE_CALLS:
                yield f"{path}:{line} calls {name}"
            if name == "print" and not path.startswith(PRINTS):
                yield f"{path}:{line} prints"
            if name in {"eval", "exec"} and isinstance(node.func, ast.Name):
                yield f"{path}:{line} runs text"
            for keyword in node.keywords:
                said = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
                if keyword.arg == "markup" and said:
                    yield f"{path}:{line} reads markup"
                if keyword.arg in ATTRIBUTES:
                    yield f"{path}:{line} sets {keyword.arg}"
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                    yield f"{path}:{line} sets {target.attr}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            escape = "\x1b" if isinstance(node.value, str) else b"\x1b"
            if escape in node.value and not path.startswith(RAW):  # type: ignore[operator]
                yield f"{path}:{line} holds an escape"


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def sources() -> list[str]:
    """Every module of both storeys."""
    return sorted(
        str(path.relative_to(ROOT))
        for folder in ("frontdesk", "screens")
        for path in (ROOT / folder).rglob("*.py")
    )


@pytest.mark.parametrize("path", sources())
def test_no_unsafe_sink(path: str) -> None:
    assert list(faults((ROOT / path).read_text("utf-8"), path)) == []


@pytest.mark.parametrize(
    "bad",
    [
        "from textual.widgets import Static",
        "self.notify(name)",
        "Text.from_markup(name)",
        "Static(name, markup=True)",
        "print(name)",
        "widget.border_title = name",
        "sys.stdout.write('\\x1b[0m' + name)",
        "eval(name)",
    ],
)
def test_each_kind_of_sink_is_found(bad: str) -> None:
    assert list(faults(bad, "screens/desk/rows.py"))


def test_the_pages_that_may_write_raw_are_named() -> None:
    assert list(faults("print('a')", "frontdesk/cli.py")) == []
    assert list(faults("x = '\\x1b[c'", "screens/terminal/width.py")) == []
