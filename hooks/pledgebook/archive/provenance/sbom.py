"""SBOM (software bill of materials): which programs the site is made with (CycloneDX 1.6)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from ...files.tree import Files, digest
from ...files.version import NAME
from ..layout import ONE_FILE
from ..metadata import SOFTWARE_LICENCE, PackageMetadata
from ..packages.wacz import render_json
from .lock import Locked

# Files of others that the contents hold outside the packages of the lock, and their licences where they state one.
_CARRIED = {
    r"site/assets/minisearch\.js": "MIT",
    r"sources/hooks/pledgebook/images/fonts/.*\.ttf": "OFL-1.1",
    r"sources/hooks/pledgebook/archive/packages/schemas/mets\.xsd": "CC0-1.0",
    r"sources/hooks/pledgebook/archive/packages/schemas/DILCIS.*\.xsd": "Apache-2.0",
    r"sources/hooks/pledgebook/archive/packages/schemas/.*\.xsd": "",
}
# What PDF files are set in, which comes inside the typesetter and stands in each of them.
_TYPE, _TYPE_LICENCE = "Libertinus Serif", "OFL-1.1"


def make_sbom(lock: Sequence[Locked], licences: Mapping[str, str], contents: Files, package: PackageMetadata) -> bytes:
    """The SBOM as JSON: the programs, and what else of others there is.

    Args:
        lock: the packages that are installed to make the site.
        licences: of those whose licences are known, by name.
        contents: the files of the package.
        package: its metadata.
    """
    own = Component(
        name=NAME,
        version=package.version or None,
        type=ComponentType.APPLICATION,
        bom_ref=NAME,
        licenses=_make_licences(SOFTWARE_LICENCE),
    )
    others = (item for item in lock if item.name != NAME)
    parts = [_describe(item, licences.get(item.name, "")) for item in others]
    bom = Bom(
        components=[*parts, *_list_carried(contents)],
        serial_number=package.identify("sbom", *(part.bom_ref.value or "" for part in parts)),
        metadata=BomMetaData(component=own, timestamp=package.moment),
        dependencies=[Dependency(own.bom_ref, [Dependency(part.bom_ref) for part in parts])],
    )
    listed = json.loads(JsonV1Dot6(bom).output_as_string())
    return render_json(listed)


def _describe(item: Locked, licence: str) -> Component:
    url = PackageURL("pypi", name=item.name, version=item.version)
    return Component(
        name=item.name,
        version=item.version,
        purl=url,
        bom_ref=url.to_string(),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in item.hashes],
        licenses=_make_licences(licence),
    )


def _list_carried(contents: Files) -> Iterator[Component]:
    for path, data in contents.items():
        licence = next((name for form, name in _CARRIED.items() if re.fullmatch(form, path)), None)
        if licence is not None:
            hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest(data))]
            yield Component(
                name=path, type=ComponentType.FILE, bom_ref=path, hashes=hashes, licenses=_make_licences(licence)
            )
    if any(path.startswith(f"{ONE_FILE}/") and path.endswith(".pdf") for path in contents):
        yield Component(name=_TYPE, type=ComponentType.DATA, bom_ref=_TYPE, licenses=_make_licences(_TYPE_LICENCE))


def _make_licences(licence: str) -> list[License]:
    return [LicenseFactory().make_from_string(licence)] if licence else []
