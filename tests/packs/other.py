"""Packs for tests: the hospital with some of its text changed, read as any other pack is.

The edits are made on the text of the files, so a test of the desk on another practice goes the
road that a supervisor's own pack goes.
"""

import re
from collections.abc import Mapping

from frontdesk.packs import Pack, builtin, from_files, to_files

Edits = Mapping[str, Mapping[str, str]]


def edited(edits: Edits, code: str = "hospital") -> Pack:
    """The pack `code` with texts replaced, by file: each must stand there, and all are replaced."""
    return from_files(edited_files(edits, code))


def edited_files(edits: Edits, code: str = "hospital") -> dict[str, bytes]:
    """The same, not yet read: for packs that are wrong."""
    files = to_files(builtin(code))
    for name, changes in edits.items():
        text = files[name].decode()
        for old, new in changes.items():
            assert old in text, f"{old!r} does not stand in {name}"
            text = text.replace(old, new)
        files[name] = text.encode()
    return files


_REPORT_RULES = """
[[waiting.steps]]
code = "report"
after = "25m"
window = "2m"
form = "ask"
reasons = ["longer", "other"]
minutes = [5, 10]
told = ["both", "patient"]

[emergency]
within"""

_REPORT_WORDS = """
[step.report]
head = "report"
do = "Report"
due = "REPORT"
done = "Reported"
again = "Report again"
promise = "I report at {time}."
ask = { reason = "Why?", minutes = "How many minutes?", told = "Who?", exempt = "Why not?" }
reason = { longer = "takes longer", other = "other" }
told = { both = "both", patient = "patient" }

[emergency]
head"""


def tea_pack() -> Pack:
    """The hospital with the steps tea, ask and report, at 2, 10 and 25 minutes."""
    files = to_files(builtin("hospital"))
    rules = files["rules.toml"].decode()
    rules = rules.replace('code = "water"\nafter = "5m"', 'code = "tea"\nafter = "2m"')
    rules = rules.replace('code = "check"\nafter = "15m"', 'code = "ask"\nafter = "10m"')
    files["rules.toml"] = rules.replace("\n[emergency]\nwithin", _REPORT_RULES).encode()
    for name in ("en.toml", "zh.toml"):
        words = files[name].decode().replace("[step.water]", "[step.tea]")
        words = words.replace("[step.check]", "[step.ask]")
        words = words.replace("\n[emergency]\nhead", _REPORT_WORDS)
        words = re.sub("(?i)(give|offer) water", lambda found: f"{found[1]} tea", words)
        words = words.replace('head = "water"', 'head = "tea"').replace("Water given", "Tea given")
        words = words.replace("送水", "送茶").replace("no water", "no tea")
        files[name] = words.replace("GIVE tea", "GIVE TEA").encode()
    return from_files(files)
