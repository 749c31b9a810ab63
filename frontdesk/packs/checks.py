"""What must hold between the parts of a pack: references, orders, one of each (X4, D5, W1 to W3).

Raises PackError for the first thing that does not, with its key.
"""

from collections.abc import Iterable, Sequence

from frontdesk.clock import DAY, MINUTE
from frontdesk.errors import PackError
from frontdesk.packs.structs import PRIORITIES, Directory, FieldSpec, Rules, Stage, Step
from frontdesk.words import _

RULES = "rules.toml"
DIRECTORY = "directory.toml"
DIGITS = 9


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
        _choice(key, codes)
    _once(RULES, "needs", (need.code for need in rules.needs))


def _waiting(rules: Rules) -> None:
    steps = rules.waiting.steps
    _some(RULES, "waiting.steps", steps)
    _once(RULES, "waiting.steps", (step.code for step in steps))
    before = 0
    for step in steps:
        key = f"waiting.steps.{step.code}"
        if step.after <= before:
            _wrong(f"{key}.after", _("expected longer than the step before it"))
        if step.after > DAY:
            _wrong(f"{key}.after", _("expected at most a day"))
        if step.window > step.after - before:
            _wrong(f"{key}.window", _("expected at most the time since the step before it"))
        before = step.after
        _known(f"{key}.unless", step.unless, (need.code for need in rules.needs))
        watched = (stage.code for stage in rules.stages if stage.watched)
        _known(f"{key}.stages", step.stages, watched)
        _step_form(key, step)


def _step_form(key: str, step: Step) -> None:
    asking: tuple[tuple[str, Sequence[object]], ...] = (
        ("reasons", step.reasons),
        ("minutes", step.minutes),
        ("told", step.told),
    )
    if step.form == "offer":
        _choice(f"{key}.outcomes", [outcome.code for outcome in step.outcomes])
        for name, found in (*asking, ("exempts", step.exempts)):
            if found:
                _wrong(f"{key}.{name}", _('only for a step of the form "ask"'))
        return
    if step.outcomes:
        _wrong(f"{key}.outcomes", _('only for a step of the form "offer"'))
    for name, found in asking:
        _choice(f"{key}.{name}", found)
    _digits(f"{key}.exempts", step.exempts)
    if list(step.minutes) != sorted(step.minutes) or step.minutes[-1] * MINUTE > DAY:
        _wrong(f"{key}.minutes", _("expected minutes that grow, up to a day"))


def _stages(rules: Rules) -> None:
    stages = rules.stages
    _some(RULES, "stages", stages)
    codes = [stage.code for stage in stages]
    _once(RULES, "stages", codes)
    for stage in stages:
        key = f"stages.{stage.code}"
        _digits(f"{key}.next", stage.next)
        _known(f"{key}.next", stage.next, codes)
        if stage.ends and stage.next:
            _wrong(f"{key}.next", _("nothing may follow a stage that ends the visit"))
        if not stage.ends and not stage.next:
            _wrong(f"{key}.next", _("expected the stages that may follow"))
        if stage.leaves and not stage.ends:
            _wrong(f"{key}.ends", _("expected true, because the visitor leaves"))
        if stage.fresh and not stage.watched:
            _wrong(f"{key}.watched", _("expected true, because a new wait begins here"))
    for name, found in (
        ("watched", any(stage.watched for stage in stages)),
        ("served", any(stage.served for stage in stages)),
        ("leaves", any(stage.leaves for stage in stages)),
    ):
        if not found:
            _wrong("stages", _("expected a stage with {name} = true").format(name=name))
    _reachable(stages)


def _reachable(stages: Sequence[Stage]) -> None:
    following = {stage.code: stage.next for stage in stages}
    seen = _walk(stages[0].code, following)
    for stage in stages:
        if stage.code not in seen:
            _wrong(f"stages.{stage.code}", _("no stage leads here"))
        if not any(other.ends for other in stages if other.code in _walk(stage.code, following)):
            _wrong(f"stages.{stage.code}.next", _("expected a way to the end of the visit"))


def _walk(begin: str, following: dict[str, tuple[str, ...]]) -> set[str]:
    seen, left = {begin}, [begin]
    while left:
        for code in following[left.pop()]:
            if code not in seen:
                seen.add(code)
                left.append(code)
    return seen


def _tickets(rules: Rules) -> None:
    _once(RULES, "series", (series.code for series in rules.series))
    for priority in PRIORITIES:
        if sum(series.priority == priority for series in rules.series) != 1:
            _wrong("series", _("expected exactly one series of {name}").format(name=priority))
    for series in rules.series:
        if not 2 <= series.digits <= 6:
            _wrong(f"series.{series.code}.digits", _("expected 2 to 6"))


def _rings(rules: Rules) -> None:
    for country, cadence in rules.rings.items():
        if not cadence.on or len(cadence.on) != len(cadence.off):
            _wrong(f"rings.{country}.off", _("expected one pause for each tone"))
        if cadence.ring > MINUTE:
            _wrong(f"rings.{country}", _("expected a ring of at most a minute"))
    _known("country", (rules.country,), rules.rings)


def _forms(rules: Rules) -> None:
    if "visitor" not in rules.forms:
        _wrong("forms.visitor", _("missing"))
    for form, fields in rules.forms.items():
        _some(RULES, f"forms.{form}", fields)
        _once(RULES, f"forms.{form}", (field.name for field in fields))
        for field in fields:
            _field(rules, f"forms.{form}.{field.name}", field)
    if not any(field.name == "name" and field.required for field in rules.forms["visitor"]):
        _wrong("forms.visitor.name", _("expected a required field of this name"))


def _field(rules: Rules, key: str, field: FieldSpec) -> None:
    if field.kind in ("choice", "sex"):
        _choice(f"{key}.choices", field.choices)
    elif field.choices:
        _wrong(f"{key}.choices", _('only for a field of the kind "choice" or "sex"'))
    if field.max > 2000:
        _wrong(f"{key}.max", _("expected at most 2000"))
    if field.kind in ("doctor", "host") and field.kind != rules.asks:
        _wrong(f"{key}.kind", _("expected {name}, whom this desk asks").format(name=rules.asks))


def _directory(rules: Rules, directory: Directory) -> None:
    departments = [department.code for department in directory.departments]
    _some(DIRECTORY, "departments", departments)
    _once(DIRECTORY, "departments", departments)
    _once(DIRECTORY, "places", (place.code for place in directory.places))
    people = {"doctors": directory.doctors, "hosts": directory.hosts}
    for key, found in people.items():
        _once(DIRECTORY, key, (person.code for person in found))
        for person in found:
            of = (person.department,)
            _known(f"{key}.{person.code}.department", of, departments, DIRECTORY)
    asked, other = ("doctors", "hosts") if rules.asks == "doctor" else ("hosts", "doctors")
    _some(DIRECTORY, asked, people[asked])
    if people[other]:
        _wrong(other, _("not in a pack that asks the {name}").format(name=rules.asks), DIRECTORY)


def _emergency(rules: Rules, directory: Directory) -> None:
    emergency = rules.emergency
    if emergency.window > emergency.within:
        _wrong("emergency.window", _('expected at most the time of "within"'))
    _choice("emergency.told", emergency.told)
    _some(RULES, "emergency.card", emergency.card)
    _once(RULES, "emergency.card", emergency.card)
    _choice("emergency.places", emergency.places)
    _known("emergency.places", emergency.places, (place.code for place in directory.places))


def _choice(key: str, found: Sequence[object]) -> None:
    _some(RULES, key, found)
    _digits(key, found)


def _digits(key: str, found: Sequence[object]) -> None:
    if len(found) > DIGITS:
        _wrong(key, _("expected at most {count}, one digit each").format(count=DIGITS))
    _once(RULES, key, found)


def _some(file: str, key: str, found: Sequence[object]) -> None:
    if not found:
        _wrong(key, _("expected at least one"), file)


def _once(file: str, key: str, found: Iterable[object]) -> None:
    seen = set()
    for code in found:
        if code in seen:
            _wrong(key, _("{name} stands here twice").format(name=code), file)
        seen.add(code)


def _known(key: str, found: Iterable[str], among: Iterable[str], file: str = RULES) -> None:
    names = list(among)
    for code in found:
        if code not in names:
            _wrong(
                key,
                _("{name} is not known, expected one of: {names}").format(
                    name=code, names=", ".join(names)
                ),
                file,
            )


def _wrong(key: str, expected: str, file: str = RULES) -> None:
    raise PackError(file, key, expected)
