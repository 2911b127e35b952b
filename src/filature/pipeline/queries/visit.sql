-- Visits: runs of captures of a site without a gap of more than six hours.
with seen as (
    select site, captured_at, capture_id, kind, content, path, logged_in,
           captured_at - lag(captured_at) over w > interval 6 hours as opens,
           lag(logged_in) over w as was_logged_in
    from page where site is not null and captured_at is not null
    window w as (partition by site order by captured_at, capture_id)
),
numbered as (
    select *, 1 + sum(opens::int) over (partition by site order by captured_at, capture_id)::bigint as visit
    from (select * replace (coalesce(opens, false) as opens) from seen)
),
runs as (
    select site, visit, min(captured_at) as started_at, max(captured_at) as ended_at, count(*) as pages,
           count(*) filter (content) as content_pages,
           count(*) filter (kind = 'login' and coalesce(was_logged_in, false)) as login_lost
    from numbered group by all
),
linked as (
    select site, visit, count(*) as linked, count(*) filter (seen) as linked_seen from (
        select distinct l.site, n.visit, l.target, exists (
            select 1 from numbered s where s.site = n.site and s.visit = n.visit and s.content and s.path = l.target
        ) as seen
        from link l join numbered n on n.capture_id = l.capture_id and n.site = l.site
    ) group by all
)
select r.site, r.visit, r.started_at, r.ended_at,
       date_diff('second', lag(r.ended_at) over (partition by r.site order by r.visit), r.started_at) as gap_seconds,
       r.pages, r.content_pages, r.login_lost, coalesce(k.linked, 0) as linked, coalesce(k.linked_seen, 0) as linked_seen,
       coalesce(k.linked - k.linked_seen, 0) as linked_not_seen
from runs r left join linked k using (site, visit)
