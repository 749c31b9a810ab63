"""What these faults need of the machine."""

import sys

# Pseudo-terminals and SIGHUP are not there on Windows.
collect_ignore = ["test_terminal_end.py"] if sys.platform == "win32" else []
