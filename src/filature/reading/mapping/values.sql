-- Macros that turn text into typed values: NULL where the text cannot be read, never an error.
-- [[names]] are patterns and lists that values.py fills in from words.yaml.
--
-- DuckDB works a part that is written twice out twice when it stands inside CASE, and outside of it works it
-- out for every row. So each macro tries first what is cheap (a plain number, an ISO date), and what is dear
-- is bound once by `list_transform([...], lambda let_: ...)[1]`. Call them on columns, not on long expressions.
-- No `in (...)`: over a few values it becomes a join, and joins give rows in another order on each run.

-- Text that states something, without outer white space; NULL for an empty cell or a word for "nothing".
create or replace macro has_outer_space(t) as
    contains([[space]], left(t, 1)) or regexp_matches(t, '[[space_class]]$');
create or replace macro as_text(t) as case
    when has_outer_space(t) then list_transform(
        [trim(t, [[space]])], lambda let_: case when not regexp_full_match(let_, [[nothing]]) then let_ end)[1]
    when not regexp_full_match(t, [[nothing]]) then t end;

-- Text that a person wrote, without outer white space: a word for "nothing" is a text like any other.
create or replace macro plain_entities(t) as case when contains(t, '&') then replace(replace(replace(replace(
    replace(replace(t, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', chr(39)), '&#039;', chr(39)), '&amp;', '&')
    else t end;
create or replace macro as_written(t) as nullif(
    case when has_outer_space(t) then trim(plain_entities(t), [[space]]) else plain_entities(t) end, '');
-- The name of an account; a label in front of it is none of it (`Seller: x`).
create or replace macro as_handle(t) as
    as_written(case when contains(t, ': ') then regexp_replace(t, [[handle_label]], '') else t end);

-- Whether the text states something that its reading did not catch: a thing to remark upon.
create or replace macro is_unread(t, reading) as reading is null and as_text(t) is not null;

-- Digits with either decimal sign and signs that group thousands, as a plain number, still text.
-- `1,500` and `1 500` are thousands; `12,5` and `0,500` are decimals; `1.500` is one and a half.
create or replace macro plain_number(n) as case
    when regexp_full_match(n, '\d+(\.\d*)?(e[-+]?\d\d?)?|\.\d+') then n
    when regexp_full_match(n, '[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d+)?') then replace(n, ',', '')
    when regexp_full_match(n, '[1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}')
        then replace(replace(n, '.', ''), ',', '.')
    when regexp_full_match(n, '[1-9]\d{0,2}([[group]]\d{3})+([.,]\d+)?')
        then replace(regexp_replace(n, '[[group]]', '', 'g'), ',', '.')
    when regexp_full_match(n, '\d*,\d+') then replace(n, ',', '.') end;
create or replace macro scaled_number(n, suffix) as
    try_cast(plain_number(n) as decimal(24, 12)) * case when lower(suffix) = 'k' then 1000 else 1 end;

-- Prices: number and currency of the first amount in the text, and the upper end of a range.
create or replace macro currency_code(word) as map([[spellings]], [[codes]])[word];
create or replace macro currency_scale(word) as coalesce(map([[fractions]], [[scales]])[word], 1);
create or replace macro money(amount_, amount_max_, currency_) as {
    'amount': amount_, 'amount_max': amount_max_, 'currency': currency_};
create or replace macro money_part(number, suffix, word) as
    try_cast(scaled_number(number, suffix) * currency_scale(word) as decimal(28, 12));
-- `p` has the groups of a price in words: an amount after its currency, or (names with 2) before it.
create or replace macro money_in_words(p, minus) as money(
    money_part(p.low || p.low2, p.suffix || p.suffix2, p.before || p.after) * case when minus then -1 else 1 end,
    money_part(p.high || p.high2, p.high_suffix || p.high_suffix2, p.before || p.after),
    currency_code(p.before || p.after));
create or replace macro as_money(t) as case
    when regexp_full_match(t, '-?\d+(\.\d+)?(e[-+]?\d\d?)?')
        then money(try_cast(t as decimal(28, 12)), null::decimal(28, 12), null::varchar)
    when regexp_matches(t, [[money_simple]]) then list_transform(
        [regexp_extract(t, '(?s)^([^\d.,-]*)(\d+(?:\.\d+)?)([^\d.,-]*)$', ['before', 'low', 'after'])],
        lambda let_: money(try_cast(let_.low as decimal(28, 12)), null::decimal(28, 12),
            currency_code(lower(trim(let_.before || let_.after)))))[1]
    when not regexp_matches(t, '\d')
        then money(null::decimal(28, 12), null::decimal(28, 12), currency_code(lower(trim(t))))
    when regexp_matches(lower(t), [[currency]]) then list_transform(
        [regexp_extract(lower(t), [[money_stated]], [[money_names]])],
        lambda let_: money_in_words(let_, regexp_matches(t, '^\s*[-−]')))[1]
    else list_transform([regexp_extract(lower(t), [[money_bare]], [[money_names]])],
        lambda let_: money_in_words(let_, regexp_matches(t, '^\s*[-−]')))[1] end;
create or replace macro as_amount(t) as as_money(t).amount;
create or replace macro as_amount_max(t) as as_money(t).amount_max;
create or replace macro as_currency(t) as as_money(t).currency;

-- Numbers. A whole number may stand among words (`37 Accounts`, `more than 500`) or open a range.
create or replace macro whole(number) as
    case when number = trunc(number) then try_cast(number as bigint) end;
create or replace macro count_parts(t) as regexp_extract(lower(t), [[count]], ['low', 'suffix', 'high', 'high_suffix']);
create or replace macro as_integer(t) as case
    when regexp_full_match(t, '-?\d{1,18}') then try_cast(t as bigint)
    when regexp_full_match(t, '\s*[-+]?\d{1,12}(\.\d*)?\s*') then whole(try_cast(t as decimal(28, 12)))
    else list_transform([count_parts(t)], lambda let_: whole(scaled_number(let_.low, let_.suffix)))[1] end;
create or replace macro as_integer_max(t) as case when not regexp_full_match(t, '-?\d{1,18}') then
    list_transform([count_parts(t)], lambda let_: whole(scaled_number(let_.high, let_.high_suffix)))[1] end;
create or replace macro as_real(t) as case
    when regexp_full_match(t, '\s*[-+]?\d{1,30}(\.\d*)?(e[-+]?\d\d?)?\s*') then try_cast(t as double)
    else list_transform([regexp_extract(lower(t), [[real]], ['value', 'scale'])],
        lambda let_: try_cast(plain_number(let_.value) as double))[1] end;
create or replace macro as_scale(t) as list_transform([regexp_extract(lower(t), [[real]], 2)],
    lambda let_: try_cast(plain_number(let_) as double))[1];
create or replace macro as_percent(t) as list_transform([regexp_extract(t, '([[number]])\s*%', 1)],
    lambda let_: try_cast(plain_number(let_) as double))[1];
create or replace macro as_flag(t) as case
    when regexp_full_match(t, [[true_words]]) then true
    when regexp_full_match(t, [[false_words]]) then false end;

-- Moments. `day_order` says which part of 03/04/2014 is the day: 'dmy', 'mdy', or '' where nobody knows, and
-- then such a date is not read. Text without a zone is UTC. Years from 1900 to 2100.
create or replace macro plausible(moment) as list_transform([moment], lambda let_: case
    when let_ >= timestamptz '1900-01-01 00:00:00+00' and let_ < timestamptz '2100-01-01 00:00:00+00'
    then let_ end)[1];
create or replace macro from_digits(t) as case length(t)
    when 8 then try_strptime(t, '%Y%m%d')::timestamptz
    when 14 then try_strptime(t, '%Y%m%d%H%M%S')::timestamptz
    when 9 then make_timestamptz(t::bigint * 1000000)
    when 10 then make_timestamptz(t::bigint * 1000000)
    when 13 then make_timestamptz(t::bigint * 1000)
    when 16 then make_timestamptz(t::bigint) end;
create or replace macro numeric_order(t, w, day_order) as case
    when regexp_matches(t, '^\s*\d+\.\d+\.') then 'dmy'
    when regexp_extract(w, '^(\d+)', 1)::int > 12 then 'dmy'
    when regexp_extract(w, '^\d+ (\d+)', 1)::int > 12 then 'mdy'
    when regexp_extract(w, '^(\d+)', 1) = regexp_extract(w, '^\d+ (\d+)', 1) then 'dmy'
    else day_order end;
create or replace macro from_words(t, w, day_order) as case
    when regexp_full_match(w, '\d\d? [a-z]{3} \d{4} \d\d?:\d\d:\d\d') then try_strptime(w, '%d %b %Y %H:%M:%S')
    when regexp_full_match(w, '\d\d? [a-z]{3} \d{4} \d\d?:\d\d:\d\d [ap]m')
        then try_strptime(w, '%d %b %Y %I:%M:%S %p')
    when regexp_matches(w, '^\d\d? \d\d? \d{4} ') then case
        numeric_order(t, w, day_order) || regexp_extract(w, ' ([ap])m$', 1)
        when 'dmy' then try_strptime(w, '%d %m %Y %H:%M:%S')
        when 'mdy' then try_strptime(w, '%m %d %Y %H:%M:%S')
        when 'dmya' then try_strptime(w, '%d %m %Y %I:%M:%S %p')
        when 'dmyp' then try_strptime(w, '%d %m %Y %I:%M:%S %p')
        when 'mdya' then try_strptime(w, '%m %d %Y %I:%M:%S %p')
        when 'mdyp' then try_strptime(w, '%m %d %Y %I:%M:%S %p') end end;
create or replace macro zone_shift(t) as case when regexp_matches(t, ':\d\d ?[+-]\d\d:?\d\d$')
    then to_minutes(regexp_extract(t, '([+-]\d\d):?\d\d$', 1)::int * 60
        + (regexp_extract(t, '([+-])\d\d:?\d\d$', 1) || regexp_extract(t, '(\d\d)$', 1))::int)
    else to_minutes(0) end;
create or replace macro as_moment(t, day_order := '') as plausible(case
    when regexp_full_match(t, '\d{4}-\d\d-\d\d') and try_cast(t as date) is not null
        then try_cast(t as date)::timestamptz
    when regexp_full_match(t, '\d{8,10}|\d{13,14}|\d{16}') then from_digits(t)
    when regexp_full_match(t, '\d{9,10}\.\d{1,6}')
        then make_timestamptz((t::decimal(28, 6) * 1000000)::bigint)
    when regexp_matches(t, '^\s*\d{4}[-/]\d\d?[-/]\d\d?') and try_cast(t as timestamptz) is not null
        then try_cast(t as timestamptz)
    when regexp_matches(t, '\d') and strlen(t) < 80 then list_transform([date_words(t)],
        lambda let_: from_words(t, let_, day_order)::timestamptz - zone_shift(t))[1] end);
create or replace macro date_words(t) as [[date_words]];

-- Age in seconds of `5 hours ago`, `il y a 3 jours`, `1 days 2 hours`.
create or replace macro age_part(number, unit) as
    try_cast(plain_number(number) as double) * map([[age_units]], [[age_seconds]])[unit];
create or replace macro as_age(t) as list_transform(
    [regexp_extract(strip_accents(lower(t)), [[age]], ['number', 'unit', 'number2', 'unit2'])],
    lambda let_: age_part(let_.number, let_.unit) + coalesce(age_part(let_.number2, let_.unit2), 0))[1];

-- Lists: a JSON array, else parts between `separator`; outer white space and empty parts gone.
create or replace macro tidy_list(parts) as
    list_filter(list_transform(parts, lambda let_: trim(let_)), lambda let_: let_ <> '');
create or replace macro as_texts(t, separator := ',') as case
    when not regexp_matches(t, '[^\s,;|/>]') then null
    when contains(t, separator) and not (starts_with(t, '[') and json_valid(t))
        then tidy_list(string_split(t, separator))
    when starts_with(t, '[') and json_valid(t) then nullif(tidy_list(from_json(t, '["VARCHAR"]')), [])
    when as_text(t) is not null then [as_text(t)] end;
