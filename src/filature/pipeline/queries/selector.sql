-- Selectors: every identifier that any text holds.
select kind, subtype, value, value_hash,
       case when bool_or("check" = 'passed') then 'passed' else 'form_only' end as "check",
       min(seen_at) as first_seen, max(seen_at) as last_seen, count(*) as mentions,
       count(distinct capture_id) as captures, count(distinct account_id) as accounts,
       count(distinct offer_id) as offers,
       coalesce(list_sort(list(distinct site) filter (site is not null)), []) as sites,
       count(*) filter (defanged) as defanged
from mention
group by kind, subtype, value, value_hash
