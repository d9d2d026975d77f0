"""Settings that all tests share."""

from hypothesis import settings

# A shared machine is slow at times, which is no defect; and a failure must come back.
settings.register_profile("awardsim", deadline=None, derandomize=True)
settings.load_profile("awardsim")
