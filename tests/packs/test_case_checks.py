"""Each mistake in `cases.toml` names the file, the key and what was expected."""

import msgspec
import pytest

from frontdesk.errors import PackError
from frontdesk.packs import builtin, case_checks, from_files, wording
from tests.packs.other import edited_files

DESK = '"30m", window = "10m"'
DESK_ROLES = 'roles = ["agent", "lead", "supervisor", "deputy", "manager"], within = "30m"'
MINOR = '{ code = "minor", starts = "desk", acknowledge = "24h", resolve = 5, joint = 10 }'
GRAVE = '{ code = "grave", starts = "affairs", acknowledge = "24h", resolve = 5, joint = 10 }'
COMPLAINT = "kinds.complaint"
FIRST = '[[kinds]]\ncode = "complaint"\n'
NO_RUNGS = (
    f'code = "single"\nrungs = [\n    {{ code = "desk", {DESK_ROLES.replace("30m", "7d")}, '
    'window = "1d" },\n]',
    'code = "single"\nrungs = []',
)
MATTER = '{ code = "matter", fields = ['
PATIENT = '{ name = "patient", kind = "text", personal = true, max = 60 }'
RELATION = '{ name = "relation", kind = "choice", choices = ["self", "family", "friend", "other"] }'
TEN = ", ".join(f'"x{n}"' for n in range(10))


def severities(*lines: str) -> str:
    return ",\n    ".join(lines)


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        # Ladders.
        (DESK, '"30m", window = "31m"', "ladders.complaint.rungs.desk.window", "within"),
        (
            DESK_ROLES,
            'roles = [], within = "30m"',
            "ladders.complaint.rungs.desk.roles",
            "at least one",
        ),
        (
            DESK_ROLES,
            'roles = ["agent", "agent"], within = "30m"',
            "ladders.complaint.rungs.desk.roles",
            "twice",
        ),
        (
            DESK_ROLES,
            'roles = ["boss"], within = "30m"',
            "ladders.complaint.rungs.desk.roles.1",
            "agent, lead",
        ),
        (NO_RUNGS[0], NO_RUNGS[1], "ladders.single.rungs", "at least one"),
        ('code = "keeping"', 'code = "service"', "ladders", "service stands here twice"),
        (
            '{ code = "affairs", roles = ["deputy", "manager"], within = "24h"',
            '{ code = "supervisor", roles = ["deputy", "manager"], within = "24h"',
            "ladders.complaint.rungs",
            "supervisor stands here twice",
        ),
        # Numbers.
        ('series = "Q"', 'series = "C"', "kinds.inquiry.series", "complaint"),
        ('series = "Q"', 'series = "P"', "kinds.inquiry.series", "tickets"),
        ('series = "Q"', 'series = "q"', "kinds.inquiry.series", "capital"),
        ('series = "Q"', 'series = "Q"\ndigits = 7', "kinds.inquiry.digits", "2 to 6"),
        ('code = "inquiry"', 'code = "complaint"', "kinds", "complaint stands here twice"),
        # Severities and clocks.
        ('ladder = "single"', 'ladder = "singel"', "kinds.praise.ladder", "singel is not"),
        (MINOR, MINOR.replace('"desk"', '"desc"'), f"{COMPLAINT}.severities.minor.starts", "desc "),
        (
            GRAVE,
            GRAVE.replace('"affairs"', '"desk"'),
            f"{COMPLAINT}.severities.grave.starts",
            "no lower",
        ),
        (
            MINOR,
            severities(MINOR, MINOR.replace("minor", "light")),
            f"{COMPLAINT}.severities",
            "at most 4",
        ),
        (MINOR, MINOR.replace("minor", "ordinary"), f"{COMPLAINT}.severities", "twice"),
        (
            MINOR,
            MINOR.replace("resolve = 5, ", ""),
            f"{COMPLAINT}.severities.minor.joint",
            "beside resolve",
        ),
        (
            MINOR,
            MINOR.replace("joint = 10", "joint = 4"),
            f"{COMPLAINT}.severities.minor.joint",
            "at least the days",
        ),
        (
            MINOR,
            MINOR.replace("joint = 10", "joint = 251"),
            f"{COMPLAINT}.severities.minor.joint",
            "at most 250",
        ),
        (
            MINOR,
            MINOR.replace("resolve = 5", "resolve = 0"),
            f"{COMPLAINT}.severities.minor.resolve",
            "whole number",
        ),
        (
            MINOR,
            MINOR.replace("resolve = 5", 'resolve = "5d"'),
            f"{COMPLAINT}.severities.minor.resolve",
            "whole number",
        ),
        (
            MINOR,
            MINOR.replace('"24h"', "24"),
            f"{COMPLAINT}.severities.minor.acknowledge",
            "duration",
        ),
        ('soon = "2h"\nsoon_days = "1d"\nask', 'soon = "25h"\nsoon_days = "1d"\nask',
         f"{COMPLAINT}.soon", "acknowledge"),
        ('soon = "2h"\nsoon_days = "1d"\nask', 'soon = "2h"\nsoon_days = "6d"\nask',
         f"{COMPLAINT}.soon_days", "resolve"),
        # Fields.
        (PATIENT, PATIENT.replace("patient", "phone"), f"{COMPLAINT}.fields", "phone stands here"),
        (PATIENT, PATIENT.replace('"text"', '"severity"'), f"{COMPLAINT}.fields.patient.kind",
         "only for the field severity"),
        (PATIENT, PATIENT.replace('"text"', '"call_kind"'), f"{COMPLAINT}.fields.patient.kind",
         "call_kind is not known"),
        (PATIENT, PATIENT.replace('"text"', '"txt"'), f"{COMPLAINT}.fields.patient.kind", "yesno"),
        (PATIENT, PATIENT.replace("60", "2001"), f"{COMPLAINT}.fields.patient.max", "2000"),
        (RELATION, RELATION.replace('"self", ', f"{TEN}, "),
         f"{COMPLAINT}.fields.relation.choices", "at most 9"),
        (RELATION, RELATION.replace('["self", "family", "friend", "other"]', "[]"),
         f"{COMPLAINT}.fields.relation.choices", "at least one"),
        ('{ name = "when", kind = "when"', '{ name = "when", kind = "date"',
         f"{COMPLAINT}.fields.when.kind", "expected when"),
        ('kind = "note", required = true, personal = true, max = 2000 },\n    { name = "wish"',
         'kind = "note", personal = true, max = 2000 },\n    { name = "wish"',
         f"{COMPLAINT}.fields.facts", "required"),
        # Sections.
        ('"witnesses", "facts"', '"facts"', f"{COMPLAINT}.sections", "witnesses stands in no"),
        ('"witnesses", "facts"', '"witnesses", "facts", "phone"',
         f"{COMPLAINT}.sections.matter.fields", "phone stands in person already"),
        ('"witnesses", "facts"', '"witnesses", "witnesses", "facts"',
         f"{COMPLAINT}.sections.matter.fields", "witnesses stands here twice"),
        ('"witnesses", "facts"', '"witnesses", "fact"', f"{COMPLAINT}.sections.matter.fields",
         "fact is not known"),
        (MATTER, f'{MATTER}] }},\n    {{ code = "m", fields = [',
         f"{COMPLAINT}.sections.matter.fields", "at least one"),
        ('{ code = "matter"', '{ code = "person"', f"{COMPLAINT}.sections", "person stands here"),
        # Outcomes.
        ('{ code = "outside", needs = ["where"] }', '{ code = "outside", needs = ["there"] }',
         f"{COMPLAINT}.outcomes.outside.needs.1", "accepted, cause"),
        ('"cause", "fault", "lesson"]', '"cause", "cause"]', f"{COMPLAINT}.outcomes.resolved.needs",
         "cause stands here twice"),
        ('{ code = "answered", needs', '{ code = "withdrawn", needs', "kinds.inquiry.outcomes",
         "withdrawn stands here twice"),
        ('notice = ["supervisor"]  ', 'notice = ["supervisor", "supervisor"]  ',
         f"{COMPLAINT}.notice", "twice"),
        ('signatures = ["taker", "answerer"]', 'signatures = ["taker", "taker"]',
         "kinds.inquiry.signatures", "twice"),
        # What one chooses with a digit, and figures.
        ('["phone", "walkin"', '["phone", "fax"', "channels", "fax is not known"),
        ('ways = ["phone", ', f'ways = ["phone", {TEN}, ', "ways", "at most 9"),
        ('ways = ["phone", ', 'ways = ["letter", ', "ways", "letter stands here twice"),
        ('pauses = ["papers", ', f'pauses = ["papers", {TEN}, ', "pauses", "at most 9"),
        ('faults = ["ours", "partly", "not"]', "faults = []", "faults", "at least one"),
        ('satisfied = ["very", ', 'satisfied = ["fair", ', "satisfied", "fair stands here twice"),
        ('reopen_within = "30d"', 'reopen_within = "0d"', "reopen_within", "duration"),
        ('reopen_within = "30d"', "reopen_within = 0", "reopen_within", "duration"),
        ('reopen_within = "30d"\n', "", "reopen_within", "missing"),
        ("file_most = 20", "file_most = 65", "file_most", "at most 64"),
        ('sheet_window = "4h"', 'sheet_window = "49h"', "sheet_window", "hand_sheet"),
        ("count = 3", "count = 1", "again.count", "at least 2"),
        ('kind = "improvement"', 'kind = "improve"', "again.kind", "improve is not"),
        ("score_to_show = 50", "score_to_show = 141", "likeness.score_to_show", "all points"),
        ("score_to_show = 50", "score_to_show = 0", "likeness.score_to_show", "1 up to"),
        ("show = 5", "show = 10", "likeness.show", "at most 9"),
        ("show = 5\n", "", "likeness.show", "missing"),
        ("report = true", 'report = "yes"', f"{COMPLAINT}.report", "true or false"),
        ("report = true", "reports = true", f"{COMPLAINT}.reports", "report"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(old: str, new: str, key: str, expected: str) -> None:
    refused("cases.toml", {old: new}, key, expected)


def refused(file: str, edits: dict[str, str], key: str, expected: str) -> None:
    with pytest.raises(PackError) as caught:
        from_files(edited_files({file: edits}))
    assert (caught.value.file, caught.value.key) == (file, key)
    assert expected in caught.value.expected
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("line", "placed", "left"),
    [
        (
            'name = "severity", kind = "severity", required = true',
            '["severity", "joint"',
            '["joint"',
        ),
        ('name = "joint", kind = "yesno"', '"severity", "joint"', '"severity"'),
        ('name = "to", kind = "receiver", max = 60', '"joint", "to"]', '"joint"]'),
    ],
)
def test_a_severity_asks_for_its_fields(line: str, placed: str, left: str) -> None:
    name = line.split('"')[1]
    edits = {f"    {{ {line} }},\n": "", placed: left}
    refused("cases.toml", edits, f"{COMPLAINT}.fields.{name}", "a severity asks for it")


@pytest.mark.parametrize("name", ["ladders", "kinds", "channels", "ways", "faults", "satisfied"])
def test_a_list_that_must_not_be_empty(name: str) -> None:
    pack = builtin("hospital")
    assert pack.cases is not None
    with pytest.raises(PackError) as caught:
        case_checks.check(pack, pack.phone, msgspec.structs.replace(pack.cases, **{name: ()}))
    assert caught.value.key == name
    assert "at least one" in caught.value.expected


@pytest.mark.parametrize("name", ["severities", "fields", "sections", "outcomes"])
def test_a_kind_with_an_empty_list(name: str) -> None:
    pack = builtin("hospital")
    assert pack.cases is not None
    kind = msgspec.structs.replace(pack.cases.kinds[0], **{name: ()})
    cases = msgspec.structs.replace(pack.cases, kinds=(kind, *pack.cases.kinds[1:]))
    with pytest.raises(PackError) as caught:
        case_checks.check(pack, pack.phone, cases)
    assert caught.value.key == f"{COMPLAINT}.{name}"
    assert "at least one" in caught.value.expected


def test_a_kind_without_facts_is_none() -> None:
    facts = '    { name = "facts", kind = "note", required = true, personal = true, max = 600 },\n'
    edits = {facts: "", '"quantity", "facts"': '"quantity"'}
    refused("cases.toml", edits, "kinds.dispatch.fields.facts", "required")


def test_more_rungs_than_digits_are_refused() -> None:
    rung = 'roles = ["agent"], within = "30m", window = "10m" }'
    more = "".join(f'    {{ code = "x{n}", {rung},\n' for n in range(9))
    edits = {'code = "complaint"\nrungs = [\n': f'code = "complaint"\nrungs = [\n{more}'}
    refused("cases.toml", edits, "ladders.complaint.rungs", "at most 9")


def test_a_desk_without_a_telephone_has_channels_all_the_same() -> None:
    files = edited_files({"cases.toml": {'["phone", "walkin"': '["walkin", "fax"'}})
    del files["phone.toml"]
    with pytest.raises(PackError) as caught:
        from_files(files)
    assert caught.value.key == "case.channel.fax"


@pytest.mark.parametrize("kind", ["severity", "receiver", "place", "when", "date", "yesno"])
def test_what_is_of_a_case_stands_in_no_other_form(kind: str) -> None:
    edits = {'kind = "phone"': f'kind = "{kind}"'}
    refused("rules.toml", edits, "forms.visitor.phone.kind", "form of a case")
    refused("phone.toml", {'kind = "due"': f'kind = "{kind}"'}, "form.by.kind", "expected due")


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expected"),
    [
        ("zh.toml", 'form = "客户投诉联系单"\n', "", "case.kind.complaint.form", "missing"),
        ("en.toml", 'grave = "grave"\n', "", "case.severity.complaint.grave", "missing"),
        ("zh.toml", 'affairs = { name = "医务护理部" }\n', "", "case.rung.affairs.name", "missing"),
        ("en.toml", 'causes = "Five whys"\n', "", "case.section.causes", "missing"),
        ("zh.toml", 'beyond_repair = "无法修复"\n', "", "case.outcome.beyond_repair", "missing"),
        ("en.toml", 'in_person = "in person"\n', "", "case.way.in_person", "missing"),
        ("en.toml", 'court = "it is before a court or authority"\n', "", "case.pause.court",
         "missing"),
        ("zh.toml", 'not = "非我方责任"\n', "", "case.fault.not", "missing"),
        ("en.toml", 'fair = "neither"\n', "", "case.satisfied.fair", "missing"),
        ("zh.toml", 'storekeeper = "发货人"\n', "", "case.sign.storekeeper", "missing"),
        ("en.toml", 'choice.banner = "silk banner"\n', "", "field.manner.choice.banner", "missing"),
        ("zh.toml", 'help = "在场人员及联系方式。"\n', "", "field.witnesses.help", "missing"),
        ("en.toml", 'readback = "seen by {value}"\n', "", "field.witnesses.readback", "missing"),
        ("en.toml", 'readback = "seen by {value}"', 'readback = "seen by {name}"',
         "field.witnesses.readback", "no other values"),
        ("zh.toml", 'qingming = "清明节"\n', "", "holiday.qingming", "missing"),
        ("en.toml", 'field.facts.label = "Fault"\n', "", "case.kind.repair.field.facts.label",
         "zh.toml has it"),
        ("en.toml", 'field.facts.label = "Fault"', 'field.facts.label = "Fault {x}"',
         "case.kind.repair.field.facts.label", "none"),
        ("en.toml", 'readback = "the fault: {value}"', 'readback = "the fault: {x}"',
         "case.kind.repair.field.facts.readback", "no other values"),
        ("en.toml", '"Complaint"', '"Complaint {n}"', "case.kind.complaint.name", "none"),
    ],
)  # fmt: skip
def test_every_code_of_a_case_has_words(
    file: str, old: str, new: str, key: str, expected: str
) -> None:
    refused(file, {old: new}, key, expected)


def test_no_code_of_a_case_may_lack_its_words_in_both_languages() -> None:
    pack = builtin("hospital")
    assert pack.cases is not None
    in_forms = {f"field.{spec.name}." for kind in pack.cases.kinds for spec in kind.fields}
    wanted = ("case.", "holiday.", *in_forms)
    keys = [key for key in pack.words["en"] if key.startswith(wanted)]
    assert len(keys) > 300
    for key in keys:
        less = {
            language: {name: text for name, text in words.items() if name != key}
            for language, words in pack.words.items()
        }
        # Only the words of one kind for a field may be left out.
        if key.startswith("case.kind.") and ".field." in key:
            wording.check(pack, less, pack.phone, pack.cases, pack.calendar)
            continue
        with pytest.raises(PackError) as caught:
            wording.check(pack, less, pack.phone, pack.cases, pack.calendar)
        assert caught.value.key == key
