-- Accounts: every account that any observation names, with the handle as last shown.
with shown as (
    select account_id, site, handle, role, third_party, observed_at, capture_id, place, 1 as is_account
    from account_observation
    union all
    select account_id, site, handle, 'vendor', false, observed_at, capture_id, place, 0
    from offer_observation where account_id is not null and handle is not null
    union all
    select account_id, site, handle, null, null, coalesce(posted_at, observed_at), capture_id, place, 0
    from post where account_id is not null and handle is not null
    union all
    select account_id, site, handle, null, third_party, last_login_at, capture_id, place, 0 from "user"
    union all
    select r.account_id, r.site, u.handle, r.role, null, null, r.capture_id, r.place, 0
    from role r join (select distinct account_id, handle from "user") u using (account_id)
),
keyed as (
    select *, row(coalesce(observed_at, timestamptz '0001-01-01'), capture_id, coalesce(place, 0), is_account, handle) as latest
    from shown
),
offers as (
    select account_id, count(distinct offer_id) as offers from offer_observation where account_id is not null group by all
)
select r.account_id, min(r.site) as site, arg_max(r.handle, r.latest) as handle,
       list_sort(list(distinct r.role) filter (r.role is not null)) as roles,
       coalesce(bool_and(r.third_party) filter (r.third_party is not null), false) as third_party,
       min(r.observed_at) as first_seen, max(r.observed_at) as last_seen,
       sum(r.is_account) as observations, coalesce(min(o.offers), 0) as offers,
       count(distinct r.capture_id) as captures
from keyed r left join offers o using (account_id)
group by r.account_id
