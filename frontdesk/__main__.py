"""`python -m frontdesk`: the same door as the command `frontdesk`."""

import sys

from frontdesk.door import main

sys.exit(main())
