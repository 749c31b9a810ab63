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


_NOISE_FORM = """
[[ladders]]
code = "watch"
rungs = [
    { code = "guard", roles = ["agent", "lead", "supervisor"], within = "20m", window = "5m" },
    { code = "warden", roles = ["supervisor", "manager"], within = "2h", window = "20m" },
]

[[kinds]]
code = "noise"
series = "XN"
digits = 3
ladder = "watch"
soon = "5m"
soon_days = "1h"
notice = ["manager"]
severities = [
    { code = "faint", starts = "guard", acknowledge = "1h", resolve = 2 },
    { code = "loud", starts = "warden", acknowledge = "10m", resolve = 1, joint = 3 },
]
fields = [
    { name = "person", kind = "text", personal = true, max = 60 },
    { name = "decibel", kind = "digits", required = true, max = 3 },
    { name = "origin", kind = "choice", choices = ["music", "works"] },
    { name = "facts", kind = "note", required = true, personal = true, max = 300 },
    { name = "severity", kind = "severity", required = true },
    { name = "joint", kind = "yesno" },
    { name = "to", kind = "receiver", max = 60 },
]
sections = [
    { code = "heard", fields = ["decibel", "origin", "facts"] },
    { code = "person", fields = ["person"] },
    { code = "handling", fields = ["severity", "joint", "to"] },
]
outcomes = [
    { code = "quiet", needs = ["accepted", "cause"] },
    { code = "duplicate", needs = ["other"] },
]
signatures = ["person", "guard"]
"""

# The words of the noise form: those that begin a table, and those that go into one that is there.
_NOISE_WORDS = """
[case.kind.noise]
name = "Noise 噪声"
short = "Noise 噪"
form = "Noise sheet 噪声单"
field.facts.label = "Heard 所闻"

[case.severity.noise]
faint = "faint 轻"
loud = "loud 响"

[case.rung.guard]
name = "Guard 保安"

[case.rung.warden]
name = "Warden 总管"

[field.decibel]
label = "dB 分贝"
help = "As measured. 实测。"
eg = "e.g. 70 如"
readback = "{value} 分贝"

[field.origin]
label = "Origin 声源"
help = "Of what. 来源。"
eg = "1, 2 如"
readback = "{value}"
choice.music = "music 音乐"
choice.works = "works 施工"
"""
_INTO = {
    "[case.section]\n": 'heard = "Heard 噪声"\n',
    "[case.outcome]\n": 'quiet = "quiet 已安静"\n',
    "[case.sign]\n": 'guard = "Guard 保安"\n',
}


def noise_pack() -> Pack:
    """The hospital with a kind of case that is nowhere else: a noise, on a ladder of its own."""
    files = to_files(builtin("hospital"))
    files["cases.toml"] += _NOISE_FORM.encode()
    for name in ("en.toml", "zh.toml"):
        words = files[name].decode()
        for table, more in _INTO.items():
            assert table in words, table
            words = words.replace(table, table + more)
        files[name] = (words + _NOISE_WORDS).encode()
    return from_files(files)
