"""A made-up site, its site file and its pages: what the interpreter is tested on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from filature.reading import sites

GARDEN = r"""
id: garden
name: Garden Fair
family: market
hosts: [garden.example]
timezone: Europe/Paris
currency: EUR
decimal_comma: true
recognise:
  title: '^Garden Fair'
  has: ['<meta name="fair" content="garden">']
  host_from: 'src="https?://([a-z.]+)/logo'
ignore_parameters: [sid]
urls:
  - {kind: listing, path: '^/plant/(?P<id>\d+)', target: '/plant/{id}'}
  - {kind: vendor, path: '^/grower/(?P<id>[^/?]+)', target: '/grower/{id}'}
  - {kind: search, path: '^/plants'}
labels:
  - {each: 'div.pair', label: b, value: rest}
  - {each: 'dl.facts dt', value: next}
page:
  logged_in: {css: 'a.leave', exists: true}
always:
  - table: rate
    each: {css: 'p.rates', find: '(?P<quote>[A-Z]{3}) (?P<rate>[\d,.]+)'}
    fields:
      base: {const: BTC}
      quote: {group: quote}
      rate: {group: rate, as: decimal}
kinds:
  - kind: challenge
    when: {refresh: '^/again'}
  - kind: login
    when: {css: 'form#gate input[type=password]'}
  - kind: listing
    when: [{url: listing}, {css: 'div.plant', lacks: ['class="grower"']}]
    root: 'div.plant'
    page:
      path: {css: 'input[name=plant]', attr: value, format: '/plant/{}'}
      details.seen: {css: 'span.clock', as: date, formats: ['%d %B %Y %H:%M']}
    rows:
      - table: account_observation
        fields:
          handle: {label: Grower, css: a}
          role: {const: vendor}
          last_seen: {label: Seen, as: age}
      - table: offer_observation
        fields:
          title: {css: h1, required: true}
          native_id: {css: 'input[name=plant]', attr: value}
          handle: {label: [Sold by, Grower], css: a}
          price: {label: Price}
          stock: {label: Left, match: '\d+'}
          rating: {label: Stars, as: rating}
          category: {css: 'ol.path li', all: true, as: text}
          ships_from: {label: From}
          ships_to: {label: To, split: ',\s*'}
          escrow: {label: Payment, true_if: '(?i)escrow', false_if: '(?i)prepaid'}
          payment: {label: Payment}
          listing_type: {label: Form, map: {pot: Potted, '*': true}}
          accepts: {css: 'ul.coins li', attr: [data-code, title], all: true, map: {btc: BTC, xmr: XMR}}
          description: [{css: 'div.words'}, {css: 'div.short'}]
          listed: {const: false}
          details.days: {label: Days, as: range}
          details.petals: {css: 'i.petal', count: true}
          details.note: {css: 'p.note', own: true}
          details.after: {css: 'span.mark', next: true}
          details.row: {label: Left, up: 'div.plant', css: h1}
          details.organic: {css: 'em.organic', const: true, default: false}
          details.first_word: {from: title, match: '^\S+'}
          details.where: {from: page.path}
      - table: price_option
        each: 'select.ways option'
        skip: 'i.sold-out'
        fields:
          kind: {const: shipping}
          _way: {match: '^(?P<name>.+?) \((?P<days>\d+) days?\): (?P<price>.+)$', into: {name: {}, days: {}, price: {}}}
      - table: feedback
        each: 'table.words-of-buyers tr:has(td)'
        fields:
          given_at: {css: 'td', as: date, formats: ['%d.%m.%Y']}
          rating: {css: 'td b', count: true}
          text: 'td.said'
          buyer: 'td.who'
  - kind: vendor
    when: {has: ['class="grower"']}
    root: 'div.grower'
    rows:
      - table: account_observation
        fields:
          handle: {css: h1, required: true}
          sales: {css: 'span.sold', as: range}
          member_since: {css: 'span.since'}
          description: 'div.words'
          pgp_key: {css: pre, as: pgp}
      - table: external_rating
        each: {css: 'p.elsewhere', split: '\s*;\s*'}
        fields:
          _x: {match: '^(?P<market>\w+) (?P<sales>[\d.]+)', into: {market: {map: {Meadow: meadow, '*': true}}, sales: {}}}
          text: {}
  - kind: search
    when: {css: 'table.plants'}
    root: 'table.plants'
    rows:
      - table: offer_observation
        each: 'tr'
        only: 'a.plant'
        fields:
          title: a.plant
          native_id: {css: a.plant, attr: href, as: native_id}
          url: {css: a.plant, attr: href, as: path}
          handle: a.grower
          price: {css: td.price, as: money, currency: USD}
          listed: {const: true}
"""

LISTING = """<html><head><title>Garden Fair - a plant</title></head><body>
<a class=leave href=/out>Leave</a><a href="/plants?sid=9&amp;page=2">more</a><a href=/grower/Rosa>Rosa</a>
<a href="http://garden.example/plant/8#top">eight</a><a href="http://meadow.example/plant/9">not here</a>
<p class=rates>USD 10.500,5 EUR 9000</p>
<div class=plant><h1>Red &amp; round tomato</h1><input type=hidden name=plant value=7>
<span class=clock>3 mars 2020 14:05</span><span class=mark>m</span><span>next</span>
<div class=pair><b>Grower:</b> <a href=/grower/Rosa>Rosa</a> (3)</div>
<div class=pair><b>Price:</b> 1.234,50 &euro; / crate</div>
<div class=pair><b>Left:</b> 12 crates</div>
<dl class=facts><dt>Seen</dt><dd>2 days ago</dd><dt>From:</dt><dd>France</dd><dt>To</dt><dd>France, Spain</dd>
<dt>Payment</dt><dd>Escrow</dd><dt>Form</dt><dd>pot</dd><dt>Days</dt><dd>3~5</dd><dt>Stars</dt><dd>4,5/5</dd></dl>
<ol class=path><li>Food<li>Fruit</ol><ul class=coins><li data-code=btc title=b><li title=xmr></ul>
<i class=petal></i><i class=petal></i><p class=note>own <b>inner</b></p>
<div class=words>Line one<br>line two</div>
<select class=ways><option>Post (3 days): 2 &euro;<option>Bike (1 day): 0,50 &euro;<option>Gone (2 days): 1 &euro;<i class=sold-out></i></select>
<table class=words-of-buyers><tr><th>Date<tr><td>01.03.2020<td><b>*</b><b>*</b><td class=said>Good<td class=who>a...z</table>
</div></body></html>"""

VENDOR = """<title>Garden Fair - Rosa</title><div class="grower"><h1>Rosa</h1><span class=sold>300~500</span>
<span class=since>2019-05-01 10:00:00</span><div class=words>All <b>organic</b></div>
<pre>-----BEGIN PGP PUBLIC KEY BLOCK-----

AAAA
=BBBB
-----END PGP PUBLIC KEY BLOCK-----</pre>
<p class=elsewhere>Meadow 1.200 deals; Field 3</p></div>"""


def search(rows: int) -> str:
    """A page of search results."""
    made = "".join(
        f"<tr><td><a class=plant href=/plant/{n}?sid=1>Plant {n}</a><td><a class=grower>G{n}</a><td class=price>{n}</tr>"
        for n in range(1, rows + 1)
    )
    return (
        f"<title>Garden Fair</title><table class=plants><tr><th>Plant<th>Grower<th>Price</tr>{made}</table>"
    )


def content(**changes: Any) -> dict[str, Any]:
    """The site file as a mapping, with ``changes``."""
    return {**yaml.safe_load(GARDEN), **changes}


def load(folder: Path, text: str = GARDEN) -> sites.Sites:
    """The packaged sites and the garden's."""
    (folder / "garden.yaml").write_text(text, "utf-8")
    return sites.load(folder)
