"""What may stand in each field of a case's form (C1, C9): one pure judge for form and desk.

It knows the pack alone; whether a place or a colleague exists is asked where the case is written.
"""

from collections.abc import Mapping
from datetime import tzinfo

from frontdesk.cases import past
from frontdesk.cases.cases import NO, YES, forms
from frontdesk.clock import Millis, local
from frontdesk.desk.people import SEXES, birth_year
from frontdesk.errors import InputError
from frontdesk.packs.cases import CaseKind
from frontdesk.packs.structs import FieldSpec, Pack
from frontdesk.phone.numbers import normalise
from frontdesk.text import clean, clean_note, phone_digits
from frontdesk.words import _

SEVERITY = "severity"
RECEIVER = "to"
# How much longer one sign can become when it is made visible: ‹U+10FFFF›.
_GROWS = 10
# And how many may become one.
_SHRINKS = 4
_LONGEST_ID = 9


def check(
    pack: Pack, kind: str, name: str, text: str, now: Millis, zone: tzinfo | None = None
) -> str:
    """What is the matter with `text` in the field `name` of a form; "" where nothing is."""
    form = _kind(pack, kind)
    spec = next((one for one in form.fields if one.name == name), None)
    if spec is None:
        return _("This form has no such field.") if text.strip() else ""
    try:
        take(pack, form, spec, text, now, zone)
    except InputError as fault:
        return str(fault)
    return ""


def first_wrong(
    pack: Pack, kind: str, values: Mapping[str, str], now: Millis, zone: tzinfo | None = None
) -> tuple[str, str] | None:
    """The first field, in the order of the paper, that cannot be taken, and what is the matter."""
    form = _kind(pack, kind)
    names = [spec.name for spec in form.ordered()]
    for name in (*names, *sorted(values.keys() - set(names))):
        sentence = check(pack, kind, name, values.get(name, ""), now, zone)
        if sentence:
            return name, sentence
    return None


def take_all(
    pack: Pack, kind: str, values: Mapping[str, str], now: Millis, zone: tzinfo | None = None
) -> dict[str, str]:
    """Every field as it is kept, cleaned, empty ones as ""; raises InputError naming the first."""
    form = _kind(pack, kind)
    found = {
        spec.name: take(pack, form, spec, values.get(spec.name, ""), now, zone)
        for spec in form.ordered()
    }
    for name, text in values.items():
        if name not in found and text.strip():
            raise InputError(name, _("This form has no such field."))
    return found


def take(
    pack: Pack,
    kind: CaseKind,
    spec: FieldSpec,
    text: str,
    now: Millis,
    zone: tzinfo | None = None,
) -> str:
    """The value of one field as it is kept; raises InputError naming it."""
    said = whole(spec.name, text, spec.max, lines=spec.kind == "note")
    if not said:
        if spec.required or spec.name == SEVERITY:
            raise InputError(spec.name, _("This is missing."))
        return ""
    if spec.kind in ("text", "note"):
        return said
    if spec.kind == "when":
        sentence = past.wrong(said, now, zone)
        if sentence:
            raise InputError(spec.name, sentence)
        return said
    return _coded(pack, kind, spec, said) or _figure(pack, spec, said, now, zone)


def whole(name: str, text: str, limit: int, *, lines: bool = True) -> str:
    """Text cleaned, all of it; raises InputError where it is longer than `limit` characters."""
    typed = text.lstrip().rstrip(" \t\r\n")
    far_over = len(typed) > limit * _SHRINKS
    cleaner = clean_note if lines else clean
    said = "" if far_over else cleaner(typed, len(typed) * _GROWS + 1).strip()
    if far_over or len(said) > limit:
        raise InputError(
            name,
            _("At most {count} characters.").format(count=limit),
            _("These are {count}.").format(count=len(said) or len(typed)),
        )
    return said


def _coded(pack: Pack, kind: CaseKind, spec: FieldSpec, said: str) -> str:
    """One of a list of codes; "" where the field asks for none."""
    codes: tuple[str, ...] | None = {
        "choice": spec.choices,
        "case_channel": forms(pack).channels,
        "severity": tuple(one.code for one in kind.severities),
        "yesno": (YES, NO),
        "sex": SEXES,
    }.get(spec.kind)
    if codes is None:
        return ""
    if said not in codes:
        raise InputError(spec.name, _("That is not one of the list."), _("Choose one."))
    return said


def _figure(pack: Pack, spec: FieldSpec, said: str, now: Millis, zone: tzinfo | None) -> str:
    """A number, a day or an id, as it is kept; codes of the directory stay as they are."""
    plain = said.isascii() and said.isdecimal()
    if spec.kind == "digits" and not plain:
        raise InputError(spec.name, _("Digits are wanted."))
    if spec.kind in ("staff", "receiver") and not (plain and len(said) <= _LONGEST_ID):
        raise InputError(spec.name, _("Which colleague?"), _("Choose one."))
    if spec.kind == "phone":
        return _phone(pack, spec, said)
    if spec.kind == "birth":
        try:
            return str(birth_year(said, local(now, zone).year))
        except InputError as fault:
            raise InputError(spec.name, fault.sentence, fault.way_out) from fault
    if spec.kind == "date":
        day = past.day_of(said, now, zone)
        if day is None or day.year < past.OLDEST_YEAR:
            raise InputError(spec.name, _("A day is wanted: 2026-11-25, 25 Nov."))
        return day.isoformat()
    return said


def _phone(pack: Pack, spec: FieldSpec, said: str) -> str:
    key = normalise(said, pack.phone.dialling).key if pack.phone is not None else phone_digits(said)
    if not key:
        raise InputError(spec.name, _("That is no telephone number."))
    return key


def _kind(pack: Pack, code: str) -> CaseKind:
    found = next((one for one in forms(pack).kinds if one.code == code), None)
    if found is None:
        raise InputError("kind", _("What is it about?"), _("Choose one."))
    return found
