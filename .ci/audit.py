"""Holds the locked versions against the known vulnerabilities in OSV: `make audit`.

Where the database cannot be reached nothing has been audited. That is said, and it is no failure: whoever has
no network must be able to run everything else. Options are handed on to pip-audit.
"""

import re
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements-dev.txt"
"""Everything that is installed anywhere: what the site runs on, and what it is tested with."""
COMMAND = (
    sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--timeout", "10",
    "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--requirement", str(LOCK),
)  # fmt: skip
UNREACHED = re.compile(r"^requests\.exceptions\.|ServiceError|Could not connect to", re.MULTILINE)


def main() -> None:
    audit = subprocess.run((*COMMAND, *sys.argv[1:]), check=False, capture_output=True, text=True)
    if audit.returncode and UNREACHED.search(audit.stderr):
        print("Audit SKIPPED: the database of known vulnerabilities cannot be reached from here.")
        return
    print(audit.stdout + audit.stderr, end="")
    sys.exit(audit.returncode)


if __name__ == "__main__":
    main()
