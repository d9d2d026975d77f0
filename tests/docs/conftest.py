"""Makes the helpers of ``tests/support`` importable."""

import sys
from pathlib import Path

SUPPORT = str(Path(__file__).resolve().parents[1])
if SUPPORT not in sys.path:
    sys.path.append(SUPPORT)
