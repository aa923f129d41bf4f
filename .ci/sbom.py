"""What the site is made of, as CycloneDX: the locked libraries, and the third-party files in static/vendor.

`make sbom` writes .sbom/fourchairs.cdx.json; another file can be named. The same commit gives the
same bytes: no moment, no machine.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "static" / "vendor" / "vendor.toml"
TARGET = ROOT / ".sbom" / "fourchairs.cdx.json"
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def libraries(lock: str) -> Iterator[Component]:
    """The packages of a lock file; the hashes are those of all files that may be installed for one."""
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        requirement = Requirement(entry.partition("\\\n")[0].strip())
        (version,) = (specifier.version for specifier in requirement.specifier)
        yield component("pypi", requirement.name, version, HASH.findall(entry))


def vendored(listing: dict[str, Any]) -> Iterator[Component]:
    for package in listing["package"]:
        yield component(
            "npm", package["npm"], package["version"], package["sha256"].values(), package["licence"]
        )


def component(kind: str, name: str, version: str, hashes: Any, licence: str = "") -> Component:
    namespace, _, short = name.rpartition("/")
    purl = PackageURL(kind, namespace or None, short, version)
    return Component(
        name=name,
        version=version,
        purl=purl,
        bom_ref=str(purl),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=value) for value in hashes],
        licenses=[DisjunctiveLicense(id=licence)] if licence else [],
    )


def bill_of_materials() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    site = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[DisjunctiveLicense(id=project["license"])],
    )
    parts = [
        *libraries((ROOT / "requirements.txt").read_text()),
        *vendored(tomllib.loads(VENDOR.read_text())),
    ]
    serial = uuid5(NAMESPACE_URL, " ".join(sorted(str(part.purl) for part in parts)))
    bom = Bom(components=parts, serial_number=serial, metadata=BomMetaData(component=site))
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.register_dependency(site, parts)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def main(target: Path = TARGET) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_text(bill_of_materials())
    print(f"{target} lists what the site is made of.")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
