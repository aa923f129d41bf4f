"""What a new Debian inherits from this machine: where packages come from, and how the network is reached.

No address is written down anywhere: apt and pip of this machine are asked.
"""

import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SAID = re.compile(r"^Acquire::(?:https?|Check|Retries)[^ ]* \"[^\"]+\";$", re.MULTILINE)
"""The settings of apt that say how a mirror is reached."""
PIP_NAMES = {"index-url", "extra-index-url", "trusted-host", "proxy", "timeout", "default-timeout", "retries"}
PROXIES = {f"{name}_proxy" for name in ("http", "https", "no", "all")}
CERTIFICATES = "/etc/machine-certificates.pem"


class Source(NamedTuple):
    """One line of sources.list: an address, a release, and what is taken from it."""

    url: str
    release: str
    component: str


def said(*command: str) -> str:
    """What it printed, or nothing where it cannot be run."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def codename() -> str:
    return platform.freedesktop_os_release().get("VERSION_CODENAME", "")


def apt_sources() -> list[Source]:
    """This machine's own, without what others than its distribution publish."""
    origin = platform.freedesktop_os_release()["ID"].capitalize()
    line = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
    listed = said(
        "apt-get", "indextargets", "--format", line, "Created-By: Packages", f"Origin: {origin}"
    ).splitlines()
    return [Source(*line.split()) for line in dict.fromkeys(listed)]


def apt_settings() -> str:
    return "\n".join(SAID.findall(said("apt-config", "dump"))) + "\n"


def pip_settings() -> dict[str, str]:
    """As the variables that pip reads; what lies on this machine's own disk is left out."""
    lines = said(sys.executable, "-m", "pip", "config", "list").splitlines()
    settings: dict[str, str] = {}
    for name, value in (line.split("=", 1) for line in sorted(lines, key=lambda line: line.startswith(":"))):
        option = name.split(".")[-1]
        words = [word for word in " ".join(shlex.split(value)).split() if not word.startswith("file:")]
        if option in PIP_NAMES and words:
            settings[f"PIP_{option.replace('-', '_').upper()}"] = " ".join(words)
    return settings


def proxies() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.lower() in PROXIES}


def bring_network(folder: Path) -> dict[str, str]:
    """Let the new Debian reach what this machine reaches; the variables that its commands need for that."""
    for name in ("/etc/resolv.conf", "/etc/hosts"):
        if Path(name).exists():
            shutil.copyfile(name, folder / name[1:])
    (folder / "etc/apt/sources.list").write_text(
        "".join(f"deb {' '.join(source)}\n" for source in apt_sources())
    )
    (folder / "etc/apt/apt.conf.d/90machine").write_text(apt_settings())
    settings = {**pip_settings(), **proxies()}
    certificates = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
    if certificates and Path(certificates).is_file():
        shutil.copyfile(certificates, folder / CERTIFICATES[1:])
        settings["PIP_CERT"] = CERTIFICATES
    return settings
