"""Which programs the site is made with, as a list that other programs read (CycloneDX 1.6)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from .delivery import SOFTWARE, Delivery
from .lock import Locked

# Of the code of this package; see LICENSES.md.
_LICENCE = "EUPL-1.2"


def make_sbom(lock: Sequence[Locked], licences: Mapping[str, str], delivery: Delivery) -> bytes:
    """The list of programs.

    Args:
        lock: the packages that are installed to make the site.
        licences: of those whose licences are known, by name.
        delivery: what is handed on.
    """
    own = Component(
        name=SOFTWARE,
        version=delivery.version or None,
        type=ComponentType.APPLICATION,
        bom_ref=SOFTWARE,
        licenses=[LicenseFactory().make_from_string(_LICENCE)],
    )
    parts = [_describe(item, licences.get(item.name, "")) for item in lock]
    bom = Bom(
        components=parts,
        serial_number=delivery.identify("sbom", *(part.bom_ref.value or "" for part in parts)),
        metadata=BomMetaData(component=own, timestamp=delivery.moment),
        dependencies=[Dependency(own.bom_ref, [Dependency(part.bom_ref) for part in parts])],
    )
    listed = json.loads(JsonV1Dot6(bom).output_as_string())
    return (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode()


def _describe(item: Locked, licence: str) -> Component:
    url = PackageURL("pypi", name=item.name, version=item.version)
    return Component(
        name=item.name,
        version=item.version,
        purl=url,
        bom_ref=url.to_string(),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in item.hashes],
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
    )
