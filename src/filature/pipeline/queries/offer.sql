-- Offers: what is shown last of each, and the first and last price in the currency of the last one.
with ranked as (
    select *,
        row_number() over (partition by offer_id order by observed_at desc nulls last, listed, capture_id desc, place desc) as newest,
        row_number() over (partition by offer_id order by price is null, observed_at nulls last, listed, capture_id, place) as oldest,
        row_number() over (
            partition by offer_id order by price is null, observed_at desc nulls last, listed, capture_id desc, place desc
        ) as newest_price,
        row_number() over (
            partition by offer_id order by category is null, observed_at desc nulls last, listed, capture_id desc, place desc
        ) as newest_category
    from offer_observation
)
select offer_id, min(site) as site, min(account_id) filter (newest = 1) as account_id, min(title) filter (newest = 1) as title,
       any_value(category) filter (newest_category = 1) as category,
       min(observed_at) as first_seen, max(observed_at) as last_seen, count(*) as observations,
       min(price) filter (oldest = 1) as price_first, min(price) filter (newest_price = 1) as price_last,
       min(currency) filter (newest_price = 1) as currency
from ranked
group by offer_id
