"""Run the command line with ``python -m jinpu``."""

import sys

from jinpu.cli import main

sys.exit(main())
