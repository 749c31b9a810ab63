"""What must hold between the parts of a pack: references, orders, one of each (X4, D5, W1 to W3).

Raises PackError for the first thing that does not, with its key.
"""

from collections.abc import Sequence

from frontdesk.clock import DAY, MINUTE
from frontdesk.packs.expect import choice, digits, known, once, some, wrong
from frontdesk.packs.structs import PRIORITIES, Directory, FieldSpec, Rules, Stage, Step
from frontdesk.words import _

RULES = "rules.toml"
DIRECTORY = "directory.toml"
_OF_A_CALL = ("call_kind", "call_outcome")
_OF_A_CASE = ("case_channel", "severity", "place", "when", "date", "yesno", "receiver")


def check(rules: Rules, directory: Directory) -> None:
    """All of it. Raises PackError."""
    _waiting(rules)
    _stages(rules)
    _tickets(rules)
    _rings(rules)
    _forms(rules)
    _directory(rules, directory)
    _emergency(rules, directory)
    for key, codes in (
        ("posts", rules.posts),
        ("purposes", rules.purposes),
        ("leaving", rules.leaving),
    ):
        choice(RULES, key, codes)
    once(RULES, "needs", (need.code for need in rules.needs))


def _waiting(rules: Rules) -> None:
    steps = rules.waiting.steps
    some(RULES, "waiting.steps", steps)
    once(RULES, "waiting.steps", (step.code for step in steps))
    before = 0
    for step in steps:
        key = f"waiting.steps.{step.code}"
        if step.after <= before:
            wrong(RULES, f"{key}.after", _("expected longer than the step before it"))
        if step.after > DAY:
            wrong(RULES, f"{key}.after", _("expected at most a day"))
        if step.window > step.after - before:
            wrong(RULES, f"{key}.window", _("expected at most the time since the step before it"))
        before = step.after
        known(RULES, f"{key}.unless", step.unless, (need.code for need in rules.needs))
        watched = (stage.code for stage in rules.stages if stage.watched)
        known(RULES, f"{key}.stages", step.stages, watched)
        _step_form(key, step)


def _step_form(key: str, step: Step) -> None:
    asking: tuple[tuple[str, Sequence[object]], ...] = (
        ("reasons", step.reasons),
        ("minutes", step.minutes),
        ("told", step.told),
    )
    if step.form == "offer":
        choice(RULES, f"{key}.outcomes", [outcome.code for outcome in step.outcomes])
        for name, found in (*asking, ("exempts", step.exempts)):
            if found:
                wrong(RULES, f"{key}.{name}", _('only for a step of the form "ask"'))
        return
    if step.outcomes:
        wrong(RULES, f"{key}.outcomes", _('only for a step of the form "offer"'))
    for name, found in asking:
        choice(RULES, f"{key}.{name}", found)
    digits(RULES, f"{key}.exempts", step.exempts)
    if list(step.minutes) != sorted(step.minutes) or step.minutes[-1] * MINUTE > DAY:
        wrong(RULES, f"{key}.minutes", _("expected minutes that grow, up to a day"))


def _stages(rules: Rules) -> None:
    stages = rules.stages
    some(RULES, "stages", stages)
    codes = [stage.code for stage in stages]
    once(RULES, "stages", codes)
    for stage in stages:
        key = f"stages.{stage.code}"
        digits(RULES, f"{key}.next", stage.next)
        known(RULES, f"{key}.next", stage.next, codes)
        if stage.ends and stage.next:
            wrong(RULES, f"{key}.next", _("nothing may follow a stage that ends the visit"))
        if not stage.ends and not stage.next:
            wrong(RULES, f"{key}.next", _("expected the stages that may follow"))
        if stage.leaves and not stage.ends:
            wrong(RULES, f"{key}.ends", _("expected true, because the visitor leaves"))
        if stage.fresh and not stage.watched:
            wrong(RULES, f"{key}.watched", _("expected true, because a new wait begins here"))
    for name, found in (
        ("watched", any(stage.watched for stage in stages)),
        ("served", any(stage.served for stage in stages)),
        ("leaves", any(stage.leaves for stage in stages)),
    ):
        if not found:
            wrong(RULES, "stages", _("expected a stage with {name} = true").format(name=name))
    _reachable(stages)


def _reachable(stages: Sequence[Stage]) -> None:
    following = {stage.code: stage.next for stage in stages}
    seen = _walk(stages[0].code, following)
    for stage in stages:
        if stage.code not in seen:
            wrong(RULES, f"stages.{stage.code}", _("no stage leads here"))
        if not any(other.ends for other in stages if other.code in _walk(stage.code, following)):
            wrong(RULES, f"stages.{stage.code}.next", _("expected a way to the end of the visit"))


def _walk(begin: str, following: dict[str, tuple[str, ...]]) -> set[str]:
    seen, left = {begin}, [begin]
    while left:
        for code in following[left.pop()]:
            if code not in seen:
                seen.add(code)
                left.append(code)
    return seen


def _tickets(rules: Rules) -> None:
    once(RULES, "series", (series.code for series in rules.series))
    for priority in PRIORITIES:
        if sum(series.priority == priority for series in rules.series) != 1:
            wrong(RULES, "series", _("expected exactly one series of {name}").format(name=priority))
    for series in rules.series:
        if not 2 <= series.digits <= 6:
            wrong(RULES, f"series.{series.code}.digits", _("expected 2 to 6"))


def _rings(rules: Rules) -> None:
    for country, cadence in rules.rings.items():
        if not cadence.on or len(cadence.on) != len(cadence.off):
            wrong(RULES, f"rings.{country}.off", _("expected one pause for each tone"))
        if cadence.ring > MINUTE:
            wrong(RULES, f"rings.{country}", _("expected a ring of at most a minute"))
    known(RULES, "country", (rules.country,), rules.rings)


def _forms(rules: Rules) -> None:
    if "visitor" not in rules.forms:
        wrong(RULES, "forms.visitor", _("missing"))
    for form, fields in rules.forms.items():
        some(RULES, f"forms.{form}", fields)
        once(RULES, f"forms.{form}", (spec.name for spec in fields))
        for spec in fields:
            field(RULES, rules, f"forms.{form}.{spec.name}", spec)
            if spec.kind in _OF_A_CALL:
                wrong(RULES, f"forms.{form}.{spec.name}.kind", _("only in the form of a call"))
            if spec.kind in _OF_A_CASE:
                wrong(RULES, f"forms.{form}.{spec.name}.kind", _("only in the form of a case"))
    if not any(spec.name == "name" and spec.required for spec in rules.forms["visitor"]):
        wrong(RULES, "forms.visitor.name", _("expected a required field of this name"))


def field(file: str, rules: Rules, key: str, spec: FieldSpec) -> None:
    """One field of any form, at `key` of `file`. Raises PackError."""
    if spec.kind in ("choice", "sex"):
        choice(file, f"{key}.choices", spec.choices)
    elif spec.choices:
        wrong(file, f"{key}.choices", _('only for a field of the kind "choice" or "sex"'))
    if spec.max > 2000:
        wrong(file, f"{key}.max", _("expected at most 2000"))
    if spec.kind in ("doctor", "host") and spec.kind != rules.asks:
        wrong(
            file, f"{key}.kind", _("expected {name}, whom this desk asks").format(name=rules.asks)
        )


def _directory(rules: Rules, directory: Directory) -> None:
    departments = [department.code for department in directory.departments]
    some(DIRECTORY, "departments", departments)
    once(DIRECTORY, "departments", departments)
    once(DIRECTORY, "places", (place.code for place in directory.places))
    people = {"doctors": directory.doctors, "hosts": directory.hosts}
    for key, found in people.items():
        once(DIRECTORY, key, (person.code for person in found))
        for person in found:
            of = (person.department,)
            known(DIRECTORY, f"{key}.{person.code}.department", of, departments)
    asked, other = ("doctors", "hosts") if rules.asks == "doctor" else ("hosts", "doctors")
    some(DIRECTORY, asked, people[asked])
    if people[other]:
        wrong(DIRECTORY, other, _("not in a pack that asks the {name}").format(name=rules.asks))


def _emergency(rules: Rules, directory: Directory) -> None:
    emergency = rules.emergency
    if emergency.window > emergency.within:
        wrong(RULES, "emergency.window", _('expected at most the time of "within"'))
    choice(RULES, "emergency.told", emergency.told)
    some(RULES, "emergency.card", emergency.card)
    once(RULES, "emergency.card", emergency.card)
    choice(RULES, "emergency.places", emergency.places)
    known(RULES, "emergency.places", emergency.places, (place.code for place in directory.places))
