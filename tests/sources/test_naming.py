"""What a name tells: the address of a page, and when it was captured; and what only looks like it."""

from __future__ import annotations

import string
import time
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from filature.sources import dating
from filature.sources.dating import time_from_label
from filature.sources.labels import LONGEST
from filature.sources.naming import address_from_label

V2, V3 = "abcdefghij234567", "a2" * 28

ADDRESSES = {
    "http _site.onion_vendor_x_pgp_.htm": "http://site.onion/vendor/x/pgp/",
    "http_site.onion_listing_80539_.htm": "http://site.onion/listing/80539/",
    "saved/pages/http_site.onion_listing_80539_feedback_.htm": "http://site.onion/listing/80539/feedback/",
    "http___site.onion_vendor_x_.html": "http://site.onion/vendor/x/",
    "https___www.exemple.org_forum_12": "https://www.exemple.org/forum/12",
    "http---site.onion_x": "http://site.onion/x",
    "HTTP _SITE.ONION_Vendor_Xy_.HTM": "http://site.onion/Vendor/Xy/",
    "http _site.onion_.htm": "http://site.onion/",
    "http _site.onion.htm": "http://site.onion/",
    "http _site.onion_vendor_x_ (1).htm": "http://site.onion/vendor/x/",
    "http _site.onion_vendor_x_(12).html": "http://site.onion/vendor/x/",
    "http _site.onion_8080_x_.htm": "http://site.onion:8080/x/",
    "http _site.onion_80539": "http://site.onion/80539",
    "http _site.onion_50_.htm": "http://site.onion/50/",
    "2019-09-11_http_site.onion_listing_5_.htm": "http://site.onion/listing/5/",
    "20190911T101112 http _site.onion_listing_5_.htm": "http://site.onion/listing/5/",
    "http_site.onion_index.php_topic=12.0.htm": "http://site.onion/index.php?topic=12.0",
    "http_site.onion_a.php_x=1&y=2.html": "http://site.onion/a.php?x=1&y=2",
    "http_site.onion_index.php": "http://site.onion/index.php",
    "http _site.onion_vendeur_café_.htm": "http://site.onion/vendeur/caf%C3%A9/",
    "http _site.onion_a%20b_.htm": "http://site.onion/a%20b/",
    "http _site.i2p_x_.htm": "http://site.i2p/x/",
    "http%3A%2F%2Fsite.onion%2Fvendor%2Fa_b%3Fpage%3D2.html": "http://site.onion/vendor/a_b?page=2",
    "https%3a%2f%2fsite.onion%2f": "https://site.onion/",
    "2019-09-11_http%3A%2F%2Fsite.onion%2Fx": "http://site.onion/x",
    "pages.zip!/http _site.onion_x_.htm": "http://site.onion/x/",
    f"mirror/{V2}.onion/vendor/x/index.html": f"http://{V2}.onion/vendor/x/index.html",
    f"mirror/{V3}.onion/index.php?topic=1.0": f"http://{V3}.onion/index.php?topic=1.0",
    f"mirror/www.{V3.upper()}.onion/a b": f"http://www.{V3}.onion/a%20b",
    f"mirror/{V3}.onion:8080/x": f"http://{V3}.onion:8080/x",
    f"mirror/{V3}.onion+8080/x": f"http://{V3}.onion:8080/x",
    f"https/{V3}.onion/x": f"https://{V3}.onion/x",
    f"w.tar.gz!/{V3}.onion/x": f"http://{V3}.onion/x",
}
NO_ADDRESSES = (
    "page.html", "", "/", "http", "https_.htm", "http_server.py", "http_log.2019-01-01.txt", "https_cert.pem", "httpd.conf",
    "httpbin.org", "http_.onion_x", "vendor/x", "site.onion", f"{V2}.onion", f"{V2}x.onion/page", f"x{V3}.onion.zip/page",
    "xhttp_site.onion_x", "wow!http_site", "ftp_site.onion_x_.htm", "httpsite.onion_x_.htm",
)  # fmt: skip

TIMES = {
    "2031-02-03": "2031-02-03T00:00:00Z",
    "crawl/2031-02-03/page.html": "2031-02-03T00:00:00Z",
    "2031_02_03.csv": "2031-02-03T00:00:00Z",
    "2031.02.03.csv": "2031-02-03T00:00:00Z",
    "2031/02/03/page": "2031-02-03T00:00:00Z",
    "2031/2/3/page": "2031-02-03T00:00:00Z",
    "2031-2-13": "2031-02-13T00:00:00Z",
    "20310203": "2031-02-03T00:00:00Z",
    "dump20310203.sql": "2031-02-03T00:00:00Z",
    "20310203_101112": "2031-02-03T10:11:12Z",
    "20310203T1011Z": "2031-02-03T10:11:00Z",
    "20310203101112": "2031-02-03T10:11:12Z",
    "web/20310203101112id_/page": "2031-02-03T10:11:12Z",
    "2031-02-03T10:11:12Z": "2031-02-03T10:11:12Z",
    "2031-02-03T10-11-12": "2031-02-03T10:11:12Z",
    "2031-02-03 10.11.12": "2031-02-03T10:11:12Z",
    "2031-02-03_10h11": "2031-02-03T10:11:00Z",
    "2031-02-03_10h11m12s": "2031-02-03T10:11:12Z",
    "2031-02-03-1011": "2031-02-03T10:11:00Z",
    "2031-02-03T10:11:12+02:00": "2031-02-03T08:11:12Z",
    "2031-02-03T10:11:12-0530": "2031-02-03T15:41:12Z",
    "Screenshot 2031-02-03 at 10.11.12": "2031-02-03T10:11:12Z",
    "03.04.2031": "2031-04-03T00:00:00Z",
    "3.4.2031 10:11": "2031-04-03T10:11:00Z",
    "13-04-2031": "2031-04-13T00:00:00Z",
    "31_12_2031": "2031-12-31T00:00:00Z",
    "3 Feb 2031": "2031-02-03T00:00:00Z",
    "03-February-2031": "2031-02-03T00:00:00Z",
    "03Feb2031": "2031-02-03T00:00:00Z",
    "Feb 3, 2031": "2031-02-03T00:00:00Z",
    "February_03_2031": "2031-02-03T00:00:00Z",
    "2031-Feb-03": "2031-02-03T00:00:00Z",
    "3 février 2031": "2031-02-03T00:00:00Z",
    "3 août 2031": "2031-08-03T00:00:00Z",
    "15 décembre 2031": "2031-12-15T00:00:00Z",
    "7 juillet 2031": "2031-07-07T00:00:00Z",
    "7 juin 2031": "2031-06-07T00:00:00Z",
    "2032-02-29": "2032-02-29T00:00:00Z",
    "2031-02-03/2031-02-05.html": "2031-02-05T00:00:00Z",
    "2031-02-03_page_10": "2031-02-03T00:00:00Z",
    "2031-02-03_12345": "2031-02-03T00:00:00Z",
    "1999-12-31": "1999-12-31T00:00:00Z",
    "2031-02-03_http_site.onion_news_2030-01-01_.htm": "2031-02-03T00:00:00Z",
    f"2031-02-03/{V2}.onion/2030/01/01/x": "2031-02-03T00:00:00Z",
    "a.zip!/2031-02-03/x": "2031-02-03T00:00:00Z",
}
NO_TIMES = (
    "", "page", "2031", "2031-02", "2031-13-01", "2031-02-30", "2031-00-10", "2031-02-00", "2031-02-29", "20311301",
    "20310230", "203102031", "120310203", "1989-01-01", "2131-01-01", "03-04-2031", "03/04/2031", "2031-02_03",
    "listing_80539", "192.168.20.31", "1.2.2031.4.5", "d41d8cd98f00b20420310203", "20310203aabbccddeeff",
    "http_site.onion_news_2031-02-03_.htm", f"{V2}.onion/2031/02/03/x", "http%3A%2F%2Fsite.onion%2F2031-02-03",
    "1234-2031-02-034", "maybe 2031", "20310203101112131415",
)  # fmt: skip


@pytest.mark.parametrize(("label", "address"), ADDRESSES.items())
def test_an_address_in_a_name(label: str, address: str) -> None:
    assert address_from_label(label) == address


@pytest.mark.parametrize("label", NO_ADDRESSES)
def test_no_address_in_a_name(label: str) -> None:
    assert address_from_label(label) is None


@pytest.mark.parametrize(("label", "moment"), TIMES.items())
def test_a_time_in_a_label(label: str, moment: str) -> None:
    assert time_from_label(label) == moment


@pytest.mark.parametrize("label", NO_TIMES)
def test_no_time_in_a_label(label: str) -> None:
    assert time_from_label(label) is None


WORD = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=12)


@given(st.sampled_from(["http", "https"]), WORD.map(str.lower), st.lists(WORD, max_size=4))
def test_an_address_saved_as_a_browser_does_comes_back(scheme: str, host: str, path: list[str]) -> None:
    assume(host[0] != "-" and not (path and path[0].isdigit()))
    saved = f"{scheme} _{host}.onion_{''.join(p + '_' for p in path)}.htm"
    assert address_from_label(saved) == f"{scheme}://{host}.onion/{''.join(p + '/' for p in path)}"


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1)),
    st.sampled_from(["%Y-%m-%dT%H:%M:%SZ", "%Y%m%d%H%M%S", "%Y%m%d_%H%M%S", "%Y-%m-%d_%H-%M-%S"]),
)
def test_every_moment_in_every_form_comes_back(moment: datetime, form: str) -> None:
    label = f"crawl/{moment:{form}}/page.html"
    expected = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert time_from_label(label) == (expected if "1990" <= expected < "2100" else None)


@given(st.text(max_size=80))
def test_no_name_at_all_is_too_much(label: str) -> None:
    address_from_label(label)
    time_from_label(label)


def test_the_longest_names_cost_no_time() -> None:
    started = time.process_time()
    for unit in (
        "http_",
        "2031-",
        "a.",
        "_",
        "1",
        "2031-02-03_",
        "%3A",
        "http%3A%2F%2F",
        "jan",
        "f0",
        "2_",
        "a-",
    ):
        label = (unit * LONGEST)[:LONGEST]
        for made in (label, f"http_{label}", f"x/{label}/y"):
            address_from_label(made)
            time_from_label(made)
    assert time.process_time() - started < 5


_PARTS = ("2031", "1999", "20", "31", "01", "2", "/", "/", "-", ".", "_", " ", "T", "12", "30", ":", "Z", "h", "!/", "jan", "juin",
          "20310203", "040506", "http", "https", "%3A%2F%2F", "://", "abc.onion", f"{'a2b3' * 4}.onion", "page", ".htm",
          "deadbeef2031", "٣", "é")  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_the_time_of_a_folder_is_that_of_each_name_in_it_that_states_none(label: str) -> None:
    """What is found once for a folder is what looking at the whole label finds."""
    assert time_from_label(label) == dating._stated(label)


@pytest.mark.parametrize(
    ("label", "moment"),
    [
        ("2031-02-03/page", "2031-02-03T00:00:00Z"),
        ("2031/02/03.html", "2031-02-03T00:00:00Z"),
        ("2031/02/page", None),
        ("2031/2/3_0405.html", "2031-02-03T04:05:00Z"),
        ("2031-02-03/31", "2031-02-03T00:00:00Z"),
        ("2031-02-03/2032-01-01", "2032-01-01T00:00:00Z"),
        ("2031-02-03/http _site.onion_2032-01-01_.htm", "2031-02-03T00:00:00Z"),
        (f"2031-02-03/{'a2b3' * 4}.onion/page", "2031-02-03T00:00:00Z"),
    ],
)
def test_folder_and_name_state_a_time_together(label: str, moment: str | None) -> None:
    assert time_from_label(label) == moment
