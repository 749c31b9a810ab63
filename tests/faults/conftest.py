"""What these faults need of the machine."""

import shutil
import subprocess
import sys

# Pseudo-terminals and SIGHUP are not there on Windows.
collect_ignore = ["test_terminal_end.py"] if sys.platform == "win32" else []


def _can_record() -> bool:
    """Whether a process's system calls can be recorded here: Linux, with the right to."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-y", "-xx", "-o", "/dev/null", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


if not _can_record():
    collect_ignore.append("test_power_cut.py")
