"""``python -m awardsim`` is ``awardsim``."""

import sys

from awardsim.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
