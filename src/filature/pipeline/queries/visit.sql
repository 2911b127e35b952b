-- Visits: runs of captures of a site, what they hold, and what they only saw linked.
with runs as (
    select site, visit, min(captured_at) as started_at, max(captured_at) as ended_at, count(*) as pages,
           count(*) filter (content) as content_pages, count(*) filter (kind = 'login' and was_logged_in) as login_lost
    from numbered group by all
),
wanted as (
    select distinct l.site, n.visit, l.target from link l join numbered n on n.capture_id = l.capture_id and n.site = l.site
),
captured as (
    select distinct site, visit, path as target from numbered where content and path is not null
),
linked as (
    select w.site, w.visit, count(*) as linked, count(c.target) as linked_seen
    from wanted w left join captured c using (site, visit, target) group by all
)
select r.site, r.visit, r.started_at, r.ended_at,
       date_diff('second', lag(r.ended_at) over (partition by r.site order by r.visit), r.started_at) as gap_seconds,
       r.pages, r.content_pages, r.login_lost, coalesce(k.linked, 0) as linked, coalesce(k.linked_seen, 0) as linked_seen,
       coalesce(k.linked - k.linked_seen, 0) as linked_not_seen
from runs r left join linked k using (site, visit)
