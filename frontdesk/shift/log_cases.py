"""What the placeholders of the cases' sentences stand for in the log (S4)."""

from frontdesk.cases.standing import TABLE
from frontdesk.packs.structs import Pack
from frontdesk.shift.log_phone import PhoneWords
from frontdesk.words import _, language

# As the verbs write them: the rooms of cases are not loaded to read the log.
YES, EFFECTIVE, IN_TIME = "yes", "effective", "in_time"


class CaseWords(PhoneWords):
    """Fills what sentences about cases name, each value by a method of its name."""

    def _of_case(self) -> bool:
        return self._entry.about == TABLE

    def _rules(self) -> Pack:
        """The pack that the case began by, whose words its codes have."""
        return self._names.rules(self._entry) or self._pack

    def _case_word(self, section: str, fact: str) -> str:
        code = self._code(fact)
        return self._rules().say(f"case.{section}.{code}", language()) if code else ""

    def _case(self) -> str:
        said = (self._code("case"), self._names.complainant(self._entry))
        return " ".join(part for part in said if part)

    def _case_kind(self) -> str:
        code = self._code("kind")
        return self._rules().say(f"case.kind.{code}.name", language()) if code else ""

    def _severity(self) -> str:
        return self._case_word(f"severity.{self._code('kind')}", "severity")

    def _severity_from(self) -> str:
        return self._case_word(f"severity.{self._code('kind')}", "severity_from")

    def _rung(self) -> str:
        return self._rung_named("rung")

    def _rung_from(self) -> str:
        return self._rung_named("rung_from")

    def _rung_named(self, fact: str) -> str:
        code = self._code(fact)
        return self._rules().say(f"case.rung.{code}.name", language()) if code else ""

    def _case_how(self) -> str:
        return self._case_word("way", "how")

    def _case_reason(self) -> str:
        return self._case_word("pause", "reason")

    def _case_outcome(self) -> str:
        return self._case_word("outcome", "case_outcome")

    def _case_satisfied(self) -> str:
        return self._case_word("satisfied", "satisfied")

    def _case_fault(self) -> str:
        fault = self._case_word("fault", "fault")
        return _("fault: {fault}").format(fault=fault) if fault else ""

    def _case_accepted(self) -> str:
        if not self._code("accepted"):
            return ""
        return _("(accepted)") if self._code("accepted") == YES else _("(not accepted)")

    def _case_reply(self) -> str:
        return _("accepted") if self._code("accepted") == YES else _("not accepted")

    def _case_joint(self) -> str:
        joint = self._facts.get("joint")
        if joint is None:
            return ""
        return _("several departments take part") if joint else _("one department takes part")

    def _sheet_joint(self) -> str:
        return f"({self._case_joint()})" if self._facts.get("joint") else ""

    def _case_field(self) -> str:
        name = self._code("field")
        if not name:
            return ""
        return self._rules().say_field(self._code("kind"), name, "label", language())

    def _case_effect(self) -> str:
        return _("it helped") if self._code("effect") == EFFECTIVE else _("it did not help")

    def _sheet(self) -> str:
        return {"sheet": _("sheet"), "apology": _("apology")}.get(self._code("sheet"), "")

    def _sheet_outcome(self) -> str:
        return _("in time") if self._code("sheet_outcome") == IN_TIME else _("late")

    def _task(self) -> str:
        kind = {
            "sheet": _("sheet"),
            "apology": _("apology"),
            "satisfaction": _("satisfaction"),
            "effect": _("effect"),
        }.get(self._code("task"))
        if kind is None:
            return super()._task()
        return " ".join(part for part in (kind, self._code("task_ticket")) if part)
