"""What ``check`` finds in a text, a scenario or a city's folder, with codes and repairs."""

from awardsim.findings.check import by_severity, check_policy
from awardsim.findings.code import Code, Severity
from awardsim.findings.finding import Finding, Place
from awardsim.findings.folder import check_folder
from awardsim.findings.registry import CODES, FAMILIES, find_code
from awardsim.findings.scenario import check_scenario

__all__ = [
    "CODES",
    "FAMILIES",
    "Code",
    "Finding",
    "Place",
    "Severity",
    "by_severity",
    "check_folder",
    "check_policy",
    "check_scenario",
    "find_code",
]
