"""What must hold in `phone.toml`: spans in order, scripts that lead on to their end (P1 to P8).

Raises PackError for the first thing that does not, with its key.
"""

from collections.abc import Iterator, Mapping

from frontdesk.packs.checks import field
from frontdesk.packs.expect import choice, digits, known, once, some, wrong
from frontdesk.packs.phone import CallKind, Needed, Phone, ScriptStep
from frontdesk.packs.structs import Rules
from frontdesk.words import _

PHONE = "phone.toml"
# The fields that a call's record can hold, and what each holds.
FIELDS: Mapping[str, str] = {
    "caller": "text",
    "kind": "call_kind",
    "asked": "note",
    "answer": "note",
    "outcome": "call_outcome",
    "promise": "text",
    "by": "due",
    "who": "staff",
}
# What an outcome needs stands in these fields.
NEEDS: Mapping[Needed, tuple[str, ...]] = {
    "": (),
    "answer": ("answer",),
    "promise": ("promise", "by"),
    "question": ("asked",),
    "colleague": ("who",),
}
FIRST_CHANNEL = "phone"
# The first of each pair is never longer than the second.
_SPANS = (
    ("short_abandon", "answer_within"),
    ("answer_within", "give_up"),
    ("give_up", "call_back_within"),
    ("window", "call_back_within"),
    ("call_back_within", "again_within"),
)


def check(rules: Rules, phone: Phone) -> None:
    """All of it. Raises PackError."""
    _spans(rules, phone)
    _dialling(phone)
    choice(PHONE, "channels", phone.channels)
    if phone.channels[0] != FIRST_CHANNEL:
        wrong(PHONE, "channels", _("expected {name} first").format(name=FIRST_CHANNEL))
    choice(PHONE, "kinds", [kind.code for kind in phone.kinds])
    for kind in phone.kinds:
        _script(kind)
    if not any(kind.emergency for kind in phone.kinds):
        wrong(PHONE, "kinds", _("expected a kind with {name} = true").format(name="emergency"))
    _outcomes(phone)
    _replies(phone)
    _form(rules, phone)
    once(PHONE, "mind", phone.mind)
    once(PHONE, "never", phone.never)


def _spans(rules: Rules, phone: Phone) -> None:
    for shorter, longer in _SPANS:
        if getattr(phone, shorter) > getattr(phone, longer):
            wrong(PHONE, shorter, _("expected at most the time of {name}").format(name=longer))
    cadence = rules.rings[rules.country]
    if phone.give_up < cadence.ring * cadence.target_rings:
        wrong(PHONE, "give_up", _("expected at least the rings to answer by"))
    if phone.double_press > cadence.ring:
        wrong(PHONE, "double_press", _("expected at most the time of a ring"))


def _dialling(phone: Phone) -> None:
    if not phone.dialling.country:
        wrong(PHONE, "dialling.country", _("missing"))
    if not 2 <= phone.dialling.extension <= 6:
        wrong(PHONE, "dialling.extension", _("expected 2 to 6"))


def _script(kind: CallKind) -> None:
    key = f"kinds.{kind.code}.steps"
    codes = [step.code for step in kind.steps]
    choice(PHONE, key, codes)
    places = {code: place for place, code in enumerate(codes)}
    reached = {codes[0]}
    for step in kind.steps:
        at = f"{key}.{step.code}"
        # All leads go down, so whatever reaches a step stands above it.
        if step.code not in reached:
            wrong(PHONE, at, _("no step leads here"))
        _questions(at, step)
        for lead, goes in _leads(step):
            known(PHONE, f"{at}.{lead}", (goes,), codes)
            if places[goes] <= places[step.code]:
                wrong(PHONE, f"{at}.{lead}", _("expected a step further down"))
            reached.add(goes)
        if not step.branches and step.goes is None:
            reached.update(codes[places[step.code] + 1 : places[step.code] + 2])


def _questions(at: str, step: ScriptStep) -> None:
    digits(PHONE, f"{at}.branches", [branch.code for branch in step.branches])
    if len(step.branches) == 1:
        wrong(PHONE, f"{at}.branches", _("expected at least two answers, or none"))
    if step.branches and step.goes is not None:
        wrong(PHONE, f"{at}.goes", _("only for a step without branches"))


def _leads(step: ScriptStep) -> Iterator[tuple[str, str]]:
    """Where a step says that it leads, with the key that says so."""
    for branch in step.branches:
        yield f"branches.{branch.code}.goes", branch.goes
    if step.goes is not None:
        yield "goes", step.goes


def _outcomes(phone: Phone) -> None:
    choice(PHONE, "outcomes", [outcome.code for outcome in phone.outcomes])
    fields = {spec.name for spec in phone.form}
    for outcome in phone.outcomes:
        for name in NEEDS[outcome.needs]:
            if name not in fields:
                wrong(
                    PHONE,
                    f"outcomes.{outcome.code}.needs",
                    _("expected the field {name} in the form").format(name=name),
                )
    choice(PHONE, "tries", [one.code for one in phone.tries])
    if not any(one.reached for one in phone.tries):
        wrong(PHONE, "tries", _("expected one with {name} = true").format(name="reached"))


def _replies(phone: Phone) -> None:
    digits(PHONE, "templates", [template.code for template in phone.templates])
    for template in phone.templates:
        some(PHONE, f"templates.{template.code}.parts", template.parts)
        once(PHONE, f"templates.{template.code}.parts", template.parts)


def _form(rules: Rules, phone: Phone) -> None:
    once(PHONE, "form", (spec.name for spec in phone.form))
    for spec in phone.form:
        key = f"form.{spec.name}"
        known(PHONE, key, (spec.name,), FIELDS)
        if spec.kind != FIELDS[spec.name]:
            wrong(PHONE, f"{key}.kind", _("expected {name}").format(name=FIELDS[spec.name]))
        field(PHONE, rules, key, spec)
    for name in ("kind", "asked", "outcome"):
        if all(spec.name != name for spec in phone.form):
            wrong(PHONE, f"form.{name}", _("missing"))
