-- Content pages linked to, by visit, and whether they were captured. Not seen is never absent.
with captured as (
    select distinct site, visit, path from numbered where content and path is not null
),
wanted as (
    select l.site, n.visit, l.kind, l.target, count(distinct l.capture_id) as linked_from, min(l.capture_id) as first_capture_id
    from link l join numbered n on n.capture_id = l.capture_id and n.site = l.site
    group by all
)
select w.site, w.visit, w.kind, w.target, c.path is not null as seen, e.path is not null as seen_ever,
       w.linked_from, w.first_capture_id
from wanted w
left join captured c on c.site = w.site and c.visit = w.visit and c.path = w.target
left join (select distinct site, path from captured) e on e.site = w.site and e.path = w.target
