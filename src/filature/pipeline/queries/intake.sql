-- Rows in and out of each intake. A row arrives in exactly one row of a table; remarks lose nothing (rows = 0).
with arrived as (
    select intake_id, count(*) as captures, sum(size)::bigint as bytes from capture group by all
),
lost as (
    select intake_id, sum(rows)::bigint as rows_rejected from rejection group by all
),
ids as (
    select intake_id from arrived union select intake_id from lost
)
select ids.intake_id, null as added_at, null as added_by, coalesce(captures, 0) as captures, null as already_here,
       coalesce(bytes, 0) as bytes, null as rows_in, null as rows_out, coalesce(rows_rejected, 0) as rows_rejected
from ids left join arrived using (intake_id) left join lost using (intake_id)
