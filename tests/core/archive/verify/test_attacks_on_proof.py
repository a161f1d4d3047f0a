"""Nobody is said to have packed what they have not signed, and what shows nothing is never told as if it did."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from core.archive.verify.conftest import Files, opened, pack, seal, show
from core.archive.verify.test_attacks import KINDS, MEMBERS
from core.archive.verify.test_packages import SIP, bag
from pledgebook.archive.signature import NAMESPACE, sign
from pledgebook.archive.verify.proof import PackerProof, Proof, check_proof
from pledgebook.archive.verify.result import verify_tree
from pledgebook.files.tree import digest, place_in

WHO = "arkiv@exempelstad.example"
OUTER, INNER = "tagmanifest-sha512.txt", "SHA256SUMS"
ZIPPED = "n.zip/n/SHA256SUMS.sig"
Sign = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Whom the list trusts, and somebody else."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
    return {name: folder / name for name in ("own", "other")}


@pytest.fixture(scope="module")
def signs(keys: dict[str, Path]) -> dict[str, Sign]:
    """What signs, once for the same bytes."""

    def sign_for(purpose: str, key: Path) -> Sign:
        command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", purpose]
        return lambda data: subprocess.run(command, input=data, capture_output=True, check=True).stdout

    made = {name: partial(sign, key=key) for name, key in keys.items()} | {"git": sign_for("git", keys["own"])}
    return {name: cache(one) for name, one in made.items()}


@pytest.fixture
def signers(keys: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """A list of whom to trust, its lines given by whom, options and key."""

    def write(*lines: tuple[str, str, str]) -> Path:
        path = tmp_path / "signers"
        texts = (f"{who} {told} {keys[key].with_suffix('.pub').read_text('utf-8').strip()}" for who, told, key in lines)
        path.write_text("\n".join(texts), encoding="utf-8")
        return path

    return write


TRUSTED = (WHO, f'namespaces="{NAMESPACE}"', "own")


def date(moment: str, files: Files = SIP) -> Files:
    """A SIP that says when it was made."""
    return seal({**files, "METS.xml": f'<mets><metsHdr CREATEDATE="{moment}"/></mets>'.encode()})


def build(sign_inner: Sign | None, sign_outer: Sign | None, sip: Files = SIP) -> Files:
    """An archive's folder with a bag and a zip in it, as it is packed."""
    held = {**sip, f"{INNER}.sig": sign_inner(sip[INNER])} if sign_inner else sip
    packed = bag(place_in("n", held))
    vouched = {f"{OUTER}.sig": sign_outer(packed[OUTER])} if sign_outer else {}
    return {**place_in("n", {**packed, **vouched}), "n.zip": pack(place_in("n", held))}


def prove(files: Files, signers: Path | None = None, identity: str = "") -> tuple[list[str], PackerProof]:
    """The faults of the files, and what the signatures prove."""
    result = verify_tree(opened(files))
    return show(result.findings), check_proof(result, signers, identity)


def test_what_is_signed_throughout_is_its_signers(signs: dict[str, Sign], signers: Callable[..., Path]) -> None:
    faults, proof = prove(build(signs["own"], signs["own"]), signers(TRUSTED), WHO)
    assert ([], Proof.BY, WHO, ()) == (faults, proof.proof, proof.identity, proof.findings)


# What has been done to a signed archive; where the list is asked, each is told.
def take(files: Files, *paths: str) -> Files:
    return {path: data for path, data in files.items() if path not in paths}


FORGED: dict[str, Callable[[dict[str, Sign]], Files]] = {
    "made anew by nobody": lambda signs: build(None, None),
    "made anew by somebody else": lambda signs: build(signs["other"], signs["other"]),
    "the bag signed by somebody else": lambda signs: build(signs["own"], signs["other"]),
    "the SIP signed by somebody else": lambda signs: build(signs["other"], signs["own"]),
    "the bag signed by nobody": lambda signs: build(signs["own"], None),
    "signed for git": lambda signs: build(signs["git"], signs["git"]),
    "the signature of another list": lambda signs: {
        **build(signs["own"], signs["own"]),
        f"n/{OUTER}.sig": signs["own"](SIP[INNER]),
    },
    "the signatures exchanged": lambda signs: build(
        lambda data: signs["own"](b"SIP"), lambda data: signs["own"](data + b"\n")
    ),
    "made anew with another time, and the old signatures": lambda signs: build(
        lambda data: signs["own"](SIP[INNER]), lambda data: signs["own"](bag(SIP)[OUTER]), date("2020-01-01T00:00:00Z")
    ),
    "an empty signature": lambda signs: {**build(signs["own"], signs["own"]), f"n/{OUTER}.sig": b""},
    "a signature of many bytes": lambda signs: {**build(signs["own"], signs["own"]), f"n/{OUTER}.sig": b"x" * 10**6},
    "two signatures in one file": lambda signs: build(
        signs["own"], lambda data: signs["own"](data) + signs["other"](data)
    ),
    "something before the signature": lambda signs: build(signs["own"], lambda data: b"\n" + signs["own"](data)),
    "a signature ended as Windows does": lambda signs: build(
        signs["own"], lambda data: signs["own"](data).replace(b"\n", b"\r\n")
    ),
    "another signature in the zip": lambda signs: {
        **build(signs["own"], signs["own"]),
        "n.zip": pack({**MEMBERS, f"n/{INNER}.sig": signs["other"](SIP[INNER])}),
    },
    "anything for a signature in the zip": lambda signs: {
        **build(signs["own"], signs["own"]),
        "n.zip": pack({**MEMBERS, f"n/{INNER}.sig": b"MZ"}),
    },
    "a list in a weaker algorithm beside": lambda signs: {
        **build(signs["own"], signs["own"]),
        "n/tagmanifest-md5.txt": b"",
    },
    "nothing but a SIP by nobody": lambda signs: SIP,
    "nothing but a web archive": lambda signs: KINDS["wacz"],
    "an archive that is made to look like a web archive": lambda signs: look_like_web(build(None, None)),
    "an archive in a list of its own": lambda signs: seal(build(signs["own"], signs["own"])),
    "another bag beside": lambda signs: {
        **build(signs["own"], signs["own"]),
        **place_in("m", bag({"a.txt": b"by nobody"})),
    },
    "an archive that trusts itself": lambda signs: {
        **build(signs["other"], signs["other"], seal({**SIP, "allowed_signers": b"* ssh-ed25519 AAAA"}))
    },
}


def look_like_web(files: Files) -> Files:
    """Whole as a web archive, whose list names everything."""
    listed = ", ".join(f'{{"path": "{path}", "hash": "sha256:{digest(data)}"}}' for path, data in files.items())
    package = f'{{"resources": [{listed}]}}'.encode()
    sealed = f'{{"path": "datapackage.json", "hash": "sha256:{digest(package)}"}}'.encode()
    return {**files, "datapackage.json": package, "datapackage-digest.json": sealed}


@pytest.mark.parametrize("case", FORGED)
@pytest.mark.parametrize("identity", ["", WHO])
def test_what_its_signer_has_not_signed_is_not_told_as_theirs(
    signs: dict[str, Sign], signers: Callable[..., Path], case: str, identity: str
) -> None:
    faults, proof = prove(FORGED[case](signs), signers(TRUSTED), identity)
    assert faults or proof.findings
    assert case in INSIDE or (proof.proof is not Proof.BY and not proof.identity)


# What lies in what is signed is told by itself; the rest is as it was.
INSIDE = (
    "the SIP signed by somebody else",
    "another signature in the zip",
    "anything for a signature in the zip",
)


@pytest.mark.parametrize("case", ["made anew by nobody", "nothing but a web archive", "nothing but a SIP by nobody"])
def test_what_is_made_anew_by_nobody_is_told_as_that(signs: dict[str, Sign], case: str) -> None:
    faults, proof = prove(FORGED[case](signs))
    assert ([], Proof.UNSIGNED, ()) == (faults, proof.proof, proof.findings)


def test_a_sip_that_is_handed_over_alone_keeps_its_own_signature(
    signs: dict[str, Sign], signers: Callable[..., Path]
) -> None:
    held = {**SIP, f"{INNER}.sig": signs["own"](SIP[INNER])}
    for files in (held, place_in("n", held)):
        faults, proof = prove(files, signers(TRUSTED), WHO)
        assert ([], Proof.BY, ()) == (faults, proof.proof, proof.findings)


def test_a_signature_of_the_bag_vouches_for_a_sip_without_one(
    signs: dict[str, Sign], signers: Callable[..., Path]
) -> None:
    faults, proof = prove(build(None, signs["own"]), signers(TRUSTED), WHO)
    assert ([], Proof.BY, ()) == (faults, proof.proof, proof.findings)


def test_of_two_archives_side_by_side_each_key_counts_at_its_own_time(
    signs: dict[str, Sign], signers: Callable[..., Path]
) -> None:
    """As after a change of keys."""
    early, late = (
        build(None, signs[name], date(f"{year}-06-01T00:00:00Z")) for name, year in (("own", 2020), ("other", 2024))
    )
    files = {**early, **{path.replace("n/", "m/", 1): data for path, data in take(late, "n.zip").items()}}
    listed = signers((WHO, 'valid-before="20220101Z"', "own"), (WHO, 'valid-after="20220101Z"', "other"))
    faults, proof = prove(files, listed, WHO)
    assert ([], Proof.BY, WHO, ()) == (faults, proof.proof, proof.identity, proof.findings)
    turned = signers((WHO, 'valid-after="20220101Z"', "own"), (WHO, 'valid-before="20220101Z"', "other"))
    assert ["signature_period"] * 2 == [finding.code for finding in prove(files, turned, WHO)[1].findings]


@pytest.mark.parametrize(
    ("lines", "identity", "expected"),
    [
        ([("*@exempelstad.example", "", "own")], WHO, WHO),
        ([(f"{WHO},b@b.example", "", "own")], "b@b.example", "b@b.example"),
        ([("a@a.example", "", "other"), (WHO, "", "own")], "", WHO),
        ([(WHO, 'namespaces="*"', "own")], WHO, WHO),
        ([(WHO, 'valid-before="20200101Z"', "own"), (WHO, 'valid-after="20200101Z"', "own")], WHO, WHO),
        ([("!b@b.example,*", "", "own")], "", "*"),
        ([(f"!{WHO},*", "", "own")], WHO, ""),
        ([(WHO, "cert-authority", "own")], WHO, ""),
        ([(WHO, "cert-authority", "own")], "", ""),
        ([(WHO, 'namespaces="git"', "own")], "", ""),
        ([(WHO, 'namespaces="file,git"', "own")], WHO, ""),
        ([(WHO, 'valid-before="20200101Z"', "own")], "", ""),
        ([(WHO, 'valid-after="29990101Z"', "own")], "", ""),
        ([(WHO, "verify-required", "own")], "", ""),
        ([(WHO, 'valid-before="soon"', "own")], "", ""),
        ([(WHO, "", "other")], WHO, ""),
        ([(WHO, "", "other"), ("a@a.example", "", "own")], WHO, ""),
        ([(f"#{WHO}", "", "own")], WHO, ""),
        ([(WHO, "", "own")], "*", ""),
        ([(WHO, "", "own")], "?*", ""),
        ([(WHO, "", "own")], f"{WHO},", ""),
        ([(WHO, "", "own")], f"!{WHO}", ""),
        ([(WHO, "", "own")], WHO.upper(), ""),
        ([(WHO, "", "own")], f" {WHO}", ""),
        ([(WHO, "", "own")], "-h", ""),
        ([(WHO, "", "own")], "a\nb", ""),
        ([], "", ""),
        ([], WHO, ""),
    ],
)
def test_a_key_counts_for_whom_the_list_says_and_no_other(
    signs: dict[str, Sign],
    signers: Callable[..., Path],
    lines: list[tuple[str, str, str]],
    identity: str,
    expected: str,
) -> None:
    held = {**SIP, f"{INNER}.sig": signs["own"](SIP[INNER])}
    _, proof = prove(held, signers(*lines), identity)
    assert (expected, not expected) == (proof.identity, bool(proof.findings))


@pytest.mark.parametrize(
    "text", ["", "\0", "\ufeff", "x" * 100_000, '"' * 999, "a b c\n" * 999, '\\"' * 999, "-----BEGIN"]
)
def test_a_list_of_keys_that_is_none_shows_nothing(signs: dict[str, Sign], tmp_path: Path, text: str) -> None:
    (tmp_path / "signers").write_text(text, encoding="utf-8")
    held = {**SIP, f"{INNER}.sig": signs["own"](SIP[INNER])}
    _, proof = prove(held, tmp_path / "signers")
    assert (Proof.UNSIGNED, 1) == (proof.proof, len(proof.findings))
