"""What the pages of cases are called, as drafts and acts name them."""

from typing import Final

CASE_FORM: Final = "case_form"
CASE: Final = "case"
CASES: Final = "cases"
CASE_ACT: Final = "case_act"
