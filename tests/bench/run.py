"""Every measurement in one table: `python tests/bench/run.py` (about nine minutes).

Ours and the baseline run in turn on the same machine, so that only ratios count; the exit status is
1 when a limit is broken. `--quick` takes fewer runs and people, to see that all of it works.
`--only starting keying` measures these alone; `--keep FOLDER` keeps the million people, and the
cases, for the next run. Linux and macOS (the processor time: Linux), an installed Frontdesk, and a
quiet machine.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import committing
import finding_cases
import finding_people
import hooking
import idling
import keying
import opening_closing
import starting
from report import Figure, table

# How much each takes part: in full, and with --quick.
Measure = Callable[[Path, int], list[Figure]]
MEASURES: dict[str, tuple[Measure, int, int]] = {
    "starting": (starting.measure, 15, 3),
    "keying": (keying.measure, 384, 48),
    "committing": (committing.measure, 300, 40),
    "finding_people": (finding_people.measure, 1_000_000, 20_000),
    "finding_cases": (finding_cases.measure, 100_000, 4_000),
    "idling": (idling.measure, 20, 5),
    "opening_closing": (opening_closing.measure, 20, 4),
    "hooking": (hooking.measure, 30, 8),
}


def main() -> int:
    """Measure and print; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as scratch:
        for name in asked.only:
            measure, full, quick = MEASURES[name]
            folder = Path(scratch)
            if name.startswith("finding_") and asked.keep is not None:
                folder = asked.keep
            found = measure(folder, quick if asked.quick else full)
            print("\n".join(table(found)), file=sys.stderr, flush=True)
            figures += found
    print("\n".join(table(figures)))
    return 0 if all(one.ok for one in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
