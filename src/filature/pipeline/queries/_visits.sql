-- Pages with the number of the visit that they belong to: a gap of more than six hours opens a new one.
-- A session counts as lost only after an earlier page of the same visit: pages of one moment have no order.
create or replace temp view numbered as
with seen as (
    select site, captured_at, capture_id, kind, content, path,
           coalesce(captured_at - lag(captured_at) over w > interval 6 hours, false) as opens,
           coalesce(lag(logged_in) over w and captured_at - lag(captured_at) over w
                    between interval 1 microsecond and interval 6 hours, false) as was_logged_in
    from page where site is not null and captured_at is not null
    window w as (partition by site order by captured_at, capture_id)
)
select * exclude (opens), 1 + sum(opens::int) over (partition by site order by captured_at, capture_id)::bigint as visit
from seen;
