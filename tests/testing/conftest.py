"""The examples of broken plugins, found wherever the tests are run from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
