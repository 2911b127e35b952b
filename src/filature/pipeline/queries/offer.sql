-- Offers: what is shown last of each, and the first and last price. An offer's own page wins over a list of the same moment.
-- One number for each row in the order of time stands in for the whole order: comparing it is ten times cheaper.
with numbered_rows as (
    select *, row_number() over (order by observed_at nulls first, listed is not true, capture_id, place) as latest
    from offer_observation
)
select offer_id, min(site) as site, arg_max(account_id, latest) as account_id, arg_max(title, latest) as title,
       arg_max(category, latest) as category,
       min(observed_at) as first_seen, max(observed_at) as last_seen, count(*) as observations,
       arg_min(price, latest) as price_first, arg_max(price, latest) as price_last,
       arg_max(currency, latest) filter (price is not null) as currency
from numbered_rows
group by offer_id
