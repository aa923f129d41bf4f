"""A minimal Debian in a folder of its own, and commands that run in it as on a machine of their own.

Whatever is mounted for a command is mounted in a namespace that ends with it, and so does every process that
it left behind. Outside of it nothing is ever mounted, so removing the folder removes nothing else.
"""

import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fresh.machine import apt_sources, codename

NEEDS = "python3,make,git"
"""What the README names, and nothing else."""
ROOM = Path("/var/tmp")
"""On a disk: it takes two gigabytes, and /tmp may be kept in memory."""
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
INSIDE = """\
mount -t proc proc /proc
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
cd {home}/fourchairs
exec setpriv --reuid={person} --regid={person} --init-groups sh -c {line}
"""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Debian:
    """`network` are the variables with which its commands reach what this machine reaches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.network: dict[str, str] = {}

    def build(self) -> None:
        suite = codename()
        mirror = next((source.url for source in apt_sources() if source.release == suite), None)
        if mirror is None:
            sys.exit(f"apt knows no mirror of “{suite}”. This may help: apt-get update")
        command = ["debootstrap", "--variant=minbase", f"--include={NEEDS}", suite, str(self.folder), mirror]
        built = subprocess.run([*APART, *command], check=False, capture_output=True, text=True)
        if built.returncode:
            sys.exit(f"debootstrap could not build a Debian:\n{built.stdout[-2000:]}{built.stderr[-2000:]}")

    def add_person(self, name: str) -> None:
        subprocess.run(["chroot", str(self.folder), "useradd", "--create-home", name], check=True)

    def bring(self, project: Path, *, person: str = "root") -> None:
        """A clean clone of what is committed, as this person's own."""
        target = f"{home(person)}/fourchairs"
        subprocess.run(["git", "clone", "--quiet", str(project), f"{self.folder}{target}"], check=True)
        subprocess.run(["chroot", str(self.folder), "chown", "--recursive", f"{person}:", target], check=True)

    @contextmanager
    def running(
        self, line: str, *, person: str = "root", output: int | None = None, **variables: str
    ) -> Iterator[subprocess.Popen[str]]:
        """One line of shell in the person's clone; on leaving it ends, with all that it started."""
        script = INSIDE.format(home=home(person), person=person, line=shlex.quote(line))
        process = subprocess.Popen(
            [*APART, "chroot", str(self.folder), "sh", "-ec", script],
            env={"PATH": PATH, "HOME": home(person), **self.network, **variables},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def home(person: str) -> str:
    return "/root" if person == "root" else f"/home/{person}"


@contextmanager
def fresh_debian() -> Iterator[Debian]:
    with tempfile.TemporaryDirectory(prefix="fourchairs-fresh-", dir=ROOM) as room:
        yield Debian(Path(room) / "debian")
