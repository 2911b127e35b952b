"""Archives: every member a capture, the archive kept, in each form and however deep."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filature.errors import Malformed
from filature.evidence.vault import Vault
from filature.sources.packed import expanding, tars, zips
from tests.evidence.made import http, warc_record
from tests.sources.made import PAGE, Cases, page, tarred, zipped

MEMBERS = {"a.html": page(1), "ordner/b é€.html": page(2), "empty/": b"", "c/d/e": page(3)}
FILES = {name: content for name, content in MEMBERS.items() if not name.endswith("/")}
FORMS = {
    "pages.zip": zipped(MEMBERS),
    "stored.zip": zipped(MEMBERS, zipfile.ZIP_STORED),
    "bz2.zip": zipped(MEMBERS, zipfile.ZIP_BZIP2),
    "lzma.zip": zipped(MEMBERS, zipfile.ZIP_LZMA),
    "pages.tar": tarred(FILES),
    "gnu.tar": tarred(FILES, form=tarfile.GNU_FORMAT),
    "ustar.tar": tarred(FILES, form=tarfile.USTAR_FORMAT),
    "pages.tar.gz": tarred(FILES, "w:gz"),
    "pages.tgz": tarred(FILES, "w:gz"),
    "pages.tar.bz2": tarred(FILES, "w:bz2"),
    "pages.tar.xz": tarred(FILES, "w:xz"),
    "without-ending-zip": zipped(MEMBERS),
    "without-ending-tar-gz": tarred(FILES, "w:gz"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_member_is_a_capture_and_the_archive_is_kept(name: str, cases: Cases) -> None:
    taken = cases.give({name: FORMS[name]})
    container = taken.of(f"given/{name}")
    assert container.role == "container"
    assert taken.reasons == []
    expected = {f"given/{name}": FORMS[name]} | {f"given/{name}!/{m}": c for m, c in FILES.items()}
    assert taken.bodies == expected
    for member in FILES:
        record = taken.of(f"given/{name}!/{member}")
        assert (record.container_id, record.captured_at) == (container.capture_id, "2031-02-03T04:05:06Z")
        assert (record.time_source, record.uri_source, record.role) == ("file", "path", "page")
    assert (
        taken.of(f"given/{name}!/ordner/b é€.html").uri
        == f"file:///given/{name}!/ordner/b%20%C3%A9%E2%82%AC.html"
    )


def test_archives_inside_archives_are_opened_down_to_a_depth(cases: Cases) -> None:
    nested = page(0)
    for level in range(5):
        nested = (
            zipped({f"{level}.zip" if level else "page.html": nested})
            if level % 2
            else tarred({f"{level}.tar" if level else "page.html": nested})
        )
    taken = cases.give({"top.tar": nested})
    paths = [
        "given/top.tar",
        "given/top.tar!/4.tar",
        "given/top.tar!/4.tar!/3.zip",
        "given/top.tar!/4.tar!/3.zip!/2.tar",
    ]
    assert [r.source_path for r in taken.records] == paths
    assert [r.container_id for r in taken.records] == ["", *(r.capture_id for r in taken.records[:-1])]
    assert taken.reasons == [(paths[-1], "archive_too_deep")]


def test_a_warc_inside_a_zip_leads_to_the_zip(cases: Cases) -> None:
    taken = cases.give({"w.zip": zipped({"x.warc": warc_record(http(PAGE))})})
    container, record = taken.records
    assert (record.record_type, record.container_id, record.source_path) == (
        "response", container.capture_id, "given/w.zip!/x.warc",
    )  # fmt: skip
    assert taken.bodies["given/w.zip!/x.warc"] == PAGE


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\x.html", "windows/x.html"),
        ("C:\\x.html", "C:/x.html"),
        ("a/../../b", "a/b"),
        ("..", "unnamed"),
        ("a//./b", "a/b"),
    ],
)
@pytest.mark.parametrize("form", ["zip", "tar"])
def test_no_name_leads_out(name: str, label: str, form: str, cases: Cases) -> None:
    before = sorted(p for p in cases.folder.rglob("*"))
    content = zipped({name: PAGE}) if form == "zip" else tarred({name: PAGE})
    taken = cases.give({"x": content})
    path = f"given/x!/{label}"
    assert taken.bodies[path] == PAGE
    unsafe = name != "a//./b"
    assert taken.reasons == ([(path, "unsafe_name")] if unsafe else [])
    if unsafe:
        remark = taken.refusal("unsafe_name")
        assert remark.rows == 0
        assert remark.detail.startswith("the member is named ")
    outside = [
        p
        for p in cases.folder.rglob("*")
        if p not in before and "case" not in p.parts and "given" not in p.parts
    ]
    assert outside == []
    assert not Path("/etc/passwd").read_bytes().startswith(PAGE)


def test_hostile_names_are_written_out(cases: Cases) -> None:
    names = {
        "a\nb.html": "a\\nb.html",
        "\x1b[31m.html": "\\x1b[31m.html",
        "\u202egnp.html": "\\u202egnp.html",
    }
    taken = cases.give({"x.tar": tarred({name: page(n) for n, name in enumerate(names)})})
    assert [r.source_path for r in taken.records[1:]] == [f"given/x.tar!/{label}" for label in names.values()]


def test_names_without_end_are_cut_and_stay_apart(cases: Cases) -> None:
    taken = cases.give({"x.tar": tarred({"n" * 100_000: page(1), "n" * 100_001: page(1)})})
    first, second = (r.source_path for r in taken.records[1:])
    assert len(first) == len(second) < 2_100
    assert first != second
    assert set(taken.bodies.values()) == {page(1), taken.bodies["given/x.tar"]}


def test_zip_names_in_utf_8_that_do_not_say_so(cases: Cases) -> None:
    raw = zipped({"caf??.html": PAGE}).replace(b"caf??", "café".encode())
    taken = cases.give({"x.zip": raw})
    assert [r.source_path for r in taken.records] == ["given/x.zip", "given/x.zip!/café.html"]


def test_tar_names_that_are_no_text(cases: Cases) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as pack:
        info = tarfile.TarInfo("café.html")
        info.size = len(PAGE)
        pack.addfile(info, io.BytesIO(PAGE))
    taken = cases.give({"x.tar": sink.getvalue()})
    assert taken.records[1].source_path == "given/x.tar!/caf\\xe9.html"


def test_links_and_devices_in_archives_are_refused(cases: Cases) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as pack:
        for kind, name in (
            (tarfile.SYMTYPE, "link"),
            (tarfile.LNKTYPE, "hard"),
            (tarfile.CHRTYPE, "dev"),
            (tarfile.FIFOTYPE, "fifo"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            pack.addfile(info)
        info = tarfile.TarInfo("page.html")
        info.size = len(PAGE)
        pack.addfile(info, io.BytesIO(PAGE))
    zip_sink = io.BytesIO()
    with zipfile.ZipFile(zip_sink, "w") as zip_pack:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zip_pack.writestr(link, "/etc/passwd")
        zip_pack.writestr("page.html", PAGE)
    taken = cases.give({"x.tar": sink.getvalue(), "y.zip": zip_sink.getvalue()})
    paths = [
        "given/x.tar!/link",
        "given/x.tar!/hard",
        "given/x.tar!/dev",
        "given/x.tar!/fifo",
        "given/y.zip!/link",
    ]
    assert taken.reasons == [(path, "not_a_file") for path in paths]
    assert taken.bodies["given/x.tar!/page.html"] == taken.bodies["given/y.zip!/page.html"] == PAGE


def test_a_member_with_a_password_is_refused(cases: Cases) -> None:
    content = bytearray(zipped({"secret": PAGE, "open": PAGE}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    taken = cases.give({"x.zip": bytes(content)})
    assert taken.reasons == [("given/x.zip!/secret", "encrypted")]
    assert list(taken.bodies) == ["given/x.zip", "given/x.zip!/open"]


def test_one_damaged_zip_member_costs_no_other(cases: Cases) -> None:
    content = bytearray(zipped({f"{n}.html": page(n) * 50 for n in range(3)}, zipfile.ZIP_STORED))
    content[content.index(page(1)) + 5] ^= 1
    taken = cases.give({"x.zip": bytes(content)})
    refused = taken.refusal("member_damaged")
    assert (refused.source_path, refused.rows) == ("given/x.zip!/1.html", 1)
    assert refused.detail.startswith("its bytes are damaged (Bad CRC-32 for file '1.html')")
    assert refused.capture_id == taken.of("given/x.zip").capture_id
    assert list(taken.bodies) == ["given/x.zip", "given/x.zip!/0.html", "given/x.zip!/2.html"]
    assert taken.bodies["given/x.zip"] == bytes(content)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_cut_anywhere_gives_what_came_before_and_says_so(mode: str, cases: Cases) -> None:
    members = {f"{n}": os.urandom(3000) for n in range(4)}
    whole = tarred(members, mode)
    for step, cut in enumerate(range(300, min(len(whole), 14_000), len(whole) // 5)):
        name = f"{step}.tar"
        taken = cases.give({name: whole[:cut]}, f"given{step}")
        bodies = {path.partition("!/")[2]: body for path, body in taken.bodies.items() if "!/" in path}
        assert bodies == {n: members[n] for n in list(members)[: len(bodies)]}
        assert len(taken.added.refusals) == 1
        assert taken.added.refusals[0].reason in ("archive_cut", "packed_data_cut")
        assert taken.bodies[f"given{step}/{name}"] == whole[:cut]


def test_a_zip_that_is_cut_has_no_list_of_members(cases: Cases) -> None:
    whole = zipped(FILES)
    taken = cases.give({"x.zip": whole[:-30]})
    assert taken.bodies == {"given/x.zip": whole[:-30]}
    assert "the archive is kept, no member could be taken" in taken.refusal("archive_damaged").detail


def test_a_damaged_tar_header_is_not_taken_for_the_end(cases: Cases) -> None:
    content = bytearray(tarred({f"{n}": page(n) for n in range(3)}))
    content[1024 + 5] ^= 1
    taken = cases.give({"x.tar": bytes(content)})
    assert list(taken.bodies) == ["given/x.tar", "given/x.tar!/0"]
    refused = taken.refusal("archive_damaged")
    assert (refused.place, refused.detail) == (
        "byte 1024",
        "there is no header of a member: what came before was taken",
    )


def test_tars_one_behind_the_other_are_read_through(cases: Cases) -> None:
    taken = cases.give({"x.tar": tarred({"a": page(1)}) + tarred({"b": page(2)})})
    assert list(taken.bodies) == ["given/x.tar", "given/x.tar!/a", "given/x.tar!/b"]
    assert taken.reasons == []


def test_a_file_with_holes_is_refused_and_passed_over(cases: Cases) -> None:
    head = bytearray(tarfile.TarInfo("holes").tobuf(tarfile.GNU_FORMAT))
    head[156:157], head[124:136] = b"S", b"00000001000\x00"
    head[482] = 1
    head[148:156] = b"        "
    head[148:156] = b"%06o\x00 " % sum(head)
    taken = cases.give({"x.tar": bytes(head) + bytes(512) + bytes(512) + tarred({"b": page(2)})})
    assert taken.reasons == [("given/x.tar!/holes", "sparse_member")]
    assert taken.bodies["given/x.tar!/b"] == page(2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (slice(124, 136), b"\xff" * 12),
        (slice(124, 136), b"99999999999\x00"),
        (slice(124, 136), b"-1\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
        (slice(148, 156), b"garbage!"),
    ],
)
def test_forged_numbers_in_a_tar_are_damage(field: slice, value: bytes) -> None:
    block = bytearray(tarred({"a": b""})[:512])
    block[field] = value
    if field.start != 148:
        block[148:156] = b"        "
        block[148:156] = b"%06o\x00 " % sum(block)
    with pytest.raises(Malformed, match="archive_damaged"):
        list(tars.members(io.BytesIO(bytes(block) + bytes(1024))))


def test_pax_headers_without_bound_are_damage() -> None:
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, tars.MAX_EXTENDED + 1
    with pytest.raises(Malformed, match="a header has 1,048,577 bytes"):
        list(tars.members(io.BytesIO(info.tobuf() + bytes(2 << 20))))
    for broken in (
        b"99999999999999999999 a=b\n",
        b"30 path=short\n",
        b"no number\n",
        b"12 pathname\n",
        b"-5 a=b\n",
    ):
        info.size = len(broken)
        with pytest.raises(Malformed, match="a pax header is broken"):
            list(tars.members(io.BytesIO(info.tobuf() + broken.ljust(512, b"\x00"))))


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).filter(
    lambda name: name.strip("/.") == name and "//" not in name
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(NAMES, st.binary(max_size=2000), max_size=4),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
)
def test_any_tar_is_read_as_tarfile_wrote_it(members: dict[str, bytes], form: int) -> None:
    read = [(m.name, b"".join(m.pieces)) for m in tars.members(io.BytesIO(tarred(members, form=form)))]
    assert read == list(members.items())


@settings(max_examples=40)
@given(st.binary(max_size=3000))
def test_garbage_is_damage_and_nothing_else(content: bytes) -> None:
    for read in (tars.members, zips.members):
        with pytest.raises(Malformed):
            for member in read(io.BytesIO(b"x" + content)):
                list(member.pieces)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [zipped(FILES), zipped(FILES, zipfile.ZIP_BZIP2), zipped(FILES, zipfile.ZIP_LZMA), tarred(FILES)]
    ),
    st.data(),
)
def test_any_flipped_bytes_are_damage_and_nothing_else(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read = zips.members if whole[:2] == b"PK" else tars.members
    try:
        for member in read(io.BytesIO(bytes(content))):
            try:
                list(member.pieces)
            except Malformed:
                continue
    except Malformed:
        pass


def wacz(parts: dict[str, bytes], **altered: str) -> bytes:
    """A package as browsertrix and the like make it."""
    listed = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "resources": [
            {"path": name, "hash": altered.get(name, f"sha256:{hashlib.sha256(content).hexdigest()}"), "bytes": len(content)}
            for name, content in parts.items()
        ],
    }  # fmt: skip
    package = json.dumps(listed).encode()
    seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    members = {**parts, "datapackage.json": package, "datapackage-digest.json": json.dumps(seal).encode()}
    return zipped(members, zipfile.ZIP_STORED)


PARTS = {
    "archive/data.warc": warc_record(http(PAGE)),
    "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "http://exemple.onion/a"}\n',
    "indexes/index.cdx": b"onion,exemple)/a 20310203040506 {}\n",
}


def test_a_wacz_package_gives_its_records_and_its_lists_are_no_material(cases: Cases) -> None:
    taken = cases.give({"crawl.wacz": wacz(PARTS)})
    assert taken.reasons == []
    roles = {r.source_path: (r.role, r.record_type, r.digest_check) for r in taken.records}
    assert roles == {
        "given/crawl.wacz": ("container", "resource", "none"),
        "given/crawl.wacz!/archive/data.warc": ("page", "response", "none"),
        "given/crawl.wacz!/pages/pages.jsonl": ("other", "resource", "passed"),
        "given/crawl.wacz!/indexes/index.cdx": ("other", "resource", "passed"),
        "given/crawl.wacz!/datapackage.json": ("other", "resource", "passed"),
        "given/crawl.wacz!/datapackage-digest.json": ("other", "resource", "none"),
    }
    assert taken.bodies["given/crawl.wacz!/archive/data.warc"] == PAGE


def test_a_wacz_part_that_is_not_what_the_list_says_is_taken_and_marked(cases: Cases) -> None:
    wrong = f"sha256:{'0' * 64}"
    taken = cases.give(
        {"crawl.wacz": wacz(PARTS, **{"archive/data.warc": wrong, "indexes/index.cdx": wrong})}
    )
    assert taken.reasons == [
        ("given/crawl.wacz!/archive/data.warc", "digest_failed"),
        ("given/crawl.wacz!/indexes/index.cdx", "digest_failed"),
    ]
    assert taken.of("given/crawl.wacz!/indexes/index.cdx").digest_check == "failed"
    assert taken.bodies["given/crawl.wacz!/archive/data.warc"] == PAGE
    assert all(r.rows == 0 for r in taken.added.refusals)


@pytest.mark.parametrize(
    "listed", [b"", b"[]", b"{}", b'{"resources": 3}', b'{"resources": [3, {"path": 1}]}', b"[" * 100_000]
)
def test_a_list_that_cannot_be_read_says_nothing(listed: bytes, cases: Cases) -> None:
    taken = cases.give(
        {"x.zip": zipped({"archive/data.warc": PARTS["archive/data.warc"], "datapackage.json": listed})}
    )
    assert taken.bodies["given/x.zip!/archive/data.warc"] == PAGE


def test_documents_that_are_zip_files_are_not_taken_apart(cases: Cases) -> None:
    book = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    taken = cases.give(
        {"table.xlsx": book, "without-ending": book, "text.odt": zipped({"mimetype": b"application/x"})}
    )
    assert [r.source_path for r in taken.records] == [
        "given/table.xlsx",
        "given/text.odt",
        "given/without-ending",
    ]


def test_too_many_members_are_too_many(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filature.sources.packed.budget.MAX_MEMBERS", 3)
    taken = cases.give({"x.zip": zipped({str(n): page(n) for n in range(5)})})
    assert list(taken.bodies) == ["given/x.zip", "given/x.zip!/0", "given/x.zip!/1", "given/x.zip!/2"]
    assert taken.refusal("archive_bomb").detail == "has more than 3 members: the rest was not unpacked"


def test_large_members_go_through_the_disk(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filature.sources.found.IN_MEMORY", 1000)
    members = {"large.html": PAGE * 1000, "inner.zip": zipped({"deep.html": PAGE * 900}), "small.html": PAGE}
    taken = cases.give({"x.zip": zipped(members), "y.tar.gz": tarred(members, "w:gz")})
    for outer in ("given/x.zip", "given/y.tar.gz"):
        assert taken.bodies[f"{outer}!/large.html"] == PAGE * 1000
        assert taken.bodies[f"{outer}!/inner.zip!/deep.html"] == PAGE * 900
    assert expanding.MAX_DEPTH == 3
    assert not list(cases.case.store.folder.rglob("*member-*"))


def test_the_archive_can_be_had_back(cases: Cases, tmp_path: Path) -> None:
    taken = cases.give({"pages.tar.gz": FORMS["pages.tar.gz"]})
    Vault(cases.case.store.folder).extract(taken.records[0], tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == FORMS["pages.tar.gz"]
