-- Macros that turn text into typed values: NULL where the text cannot be read, never an error.
-- [[names]] are patterns and lists that values.py fills in from words.yaml.
-- Each tries first what is cheap (a plain number, an ISO date), then what people write.

-- Text that states something; NULL for an empty cell and for a word that stands for "nothing".
create or replace macro as_text(t) as
    case when lower(trim(t, [[space]])) in ([[nothing]]) then null else trim(t, [[space]]) end;

-- Whether the text states something that its reading did not catch: a thing to remark upon.
create or replace macro is_unread(t, reading) as reading is null and as_text(t) is not null;

-- Digits with either decimal sign and signs that group thousands, as a plain number, still text.
-- `1,500` and `1 500` are thousands; `12,5` and `0,500` are decimals; `1.500` is one and a half.
create or replace macro plain_number(n) as case
    when regexp_full_match(n, '\d+(\.\d*)?|\.\d+') then n
    when regexp_full_match(n, '[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d+)?') then replace(n, ',', '')
    when regexp_full_match(n, '[1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}')
        then replace(replace(n, '.', ''), ',', '.')
    when regexp_full_match(n, '[1-9]\d{0,2}([[group]]\d{3})+([.,]\d+)?')
        then replace(regexp_replace(n, '[[group]]', '', 'g'), ',', '.')
    when regexp_full_match(n, '\d*,\d+') then replace(n, ',', '.') end;

create or replace macro scaled_number(n, suffix) as
    try_cast(plain_number(n) as decimal(24, 12))::decimal(28, 12)
    * case when lower(suffix) = 'k' then 1000 else 1 end;

-- Prices: sign and numbers of the first amount in the text, its currency, the upper end of a range.
create or replace macro money_parts(t) as case
    when regexp_matches(t, [[currency]]) then regexp_extract(t, [[money_stated]], [[money_names]])
    else regexp_extract(t, [[money_bare]], [[money_names]]) end;
create or replace macro currency_code(word) as case lower(word) [[codes]] end;
create or replace macro currency_scale(word) as
    case lower(word) [[scales]] else 1 end::decimal(9, 8);
create or replace macro money_word(p) as coalesce(nullif(p.before, ''), p.after);
create or replace macro money_low(t, p) as try_cast(
    scaled_number(p.low || p.low2, p.suffix || p.suffix2) * currency_scale(money_word(p))
    * case when regexp_matches(t, '^\s*[-−]') then -1 else 1 end as decimal(28, 12));
create or replace macro money_high(p) as try_cast(
    scaled_number(p.high || p.high2, p.high_suffix || p.high_suffix2) * currency_scale(money_word(p))
    as decimal(28, 12));
create or replace macro as_amount(t) as
    coalesce(try_cast(t as decimal(28, 12)), money_low(t, money_parts(t)));
create or replace macro as_amount_max(t) as
    case when try_cast(t as decimal(28, 12)) is null then money_high(money_parts(t)) end;
create or replace macro as_currency(t) as case when try_cast(t as decimal(28, 12)) is null
    then coalesce(currency_code(trim(t, [[space]])), currency_code(money_word(money_parts(t)))) end;

-- Numbers. A whole number may stand among words (`37 Accounts`, `more than 500`) or open a range.
create or replace macro count_parts(t) as
    regexp_extract(t, [[count]], ['low', 'suffix', 'high', 'high_suffix']);
create or replace macro whole(number) as
    case when number = trunc(number) then try_cast(number as bigint) end;
create or replace macro as_integer(t) as case
    when try_cast(t as bigint) is not null and not contains(t, '.') then try_cast(t as bigint)
    when try_cast(t as decimal(28, 12)) is not null then whole(try_cast(t as decimal(28, 12)))
    else whole(scaled_number(count_parts(t).low, count_parts(t).suffix)) end;
create or replace macro as_integer_max(t) as
    whole(scaled_number(count_parts(t).high, count_parts(t).high_suffix));
create or replace macro finite(number) as case when isfinite(number) then number end;
create or replace macro real_parts(t) as regexp_extract(t, [[real]], ['value', 'scale']);
create or replace macro as_real(t) as coalesce(
    finite(try_cast(t as double)), try_cast(plain_number(real_parts(t).value) as double));
create or replace macro as_scale(t) as try_cast(plain_number(real_parts(t).scale) as double);
create or replace macro as_percent(t) as
    try_cast(plain_number(regexp_extract(t, '([[number]])\s*%', 1)) as double);
create or replace macro as_flag(t) as case
    when lower(trim(t, [[space]])) in ([[yes]]) then true
    when lower(trim(t, [[space]])) in ([[no]]) then false end;

-- Moments. `day_order` says which of 03/04/2014 is the day: 'dmy', 'mdy', or '' where nobody knows, and
-- then such a date is not read. Text without a zone is UTC. Years from 1900 to 2100.
create or replace macro plausible(moment) as case
    when moment >= timestamptz '1900-01-01 00:00:00+00' and moment < timestamptz '2100-01-01 00:00:00+00'
    then moment end;
create or replace macro from_digits(t) as case length(t)
    when 8 then try_strptime(t, '%Y%m%d')::timestamptz
    when 14 then try_strptime(t, '%Y%m%d%H%M%S')::timestamptz
    when 9 then make_timestamptz(t::bigint * 1000000)
    when 10 then make_timestamptz(t::bigint * 1000000)
    when 13 then make_timestamptz(t::bigint * 1000)
    when 16 then make_timestamptz(t::bigint) end;
create or replace macro date_words(t) as [[date_words]];
create or replace macro numeric_order(t, w, day_order) as case
    when regexp_matches(t, '^\s*\d+\.\d+\.') then 'dmy'
    when regexp_extract(w, '^(\d+)', 1)::int > 12 then 'dmy'
    when regexp_extract(w, '^\d+ (\d+)', 1)::int > 12 then 'mdy'
    when regexp_extract(w, '^(\d+)', 1) = regexp_extract(w, '^\d+ (\d+)', 1) then 'dmy'
    else day_order end;
create or replace macro from_words(t, w, day_order) as case
    when regexp_matches(w, '^\d{1,2} \d{1,2} \d{2,4}( |$)') then case numeric_order(t, w, day_order)
        when 'dmy' then try_strptime(w, [[formats_dmy]])
        when 'mdy' then try_strptime(w, [[formats_mdy]]) end
    else try_strptime(w, [[formats]]) end;
create or replace macro zone_shift(t) as case when regexp_matches(t, ':\d\d ?[+-]\d\d:?\d\d$')
    then to_minutes(regexp_extract(t, '([+-]\d\d):?\d\d$', 1)::int * 60
        + (regexp_extract(t, '([+-])\d\d:?\d\d$', 1) || regexp_extract(t, '(\d\d)$', 1))::int)
    else to_minutes(0) end;
create or replace macro as_moment(t, day_order := '') as plausible(case
    when regexp_full_match(t, '\d{8,10}|\d{13,14}|\d{16}') then from_digits(t)
    when regexp_full_match(t, '\d{9,10}\.\d+') then make_timestamptz((t::decimal(28, 6) * 1000000)::bigint)
    when regexp_matches(t, '^\s*\d{4}[-/]\d\d?[-/]\d\d?') and try_cast(t as timestamptz) is not null
        then try_cast(t as timestamptz)
    else from_words(t, date_words(t), day_order)::timestamptz - zone_shift(t) end);

-- Age in seconds of `5 hours ago`, `il y a 3 jours`.
create or replace macro as_age(t) as try_cast(
    plain_number(regexp_extract(strip_accents(lower(t)), [[age]], 1)) as double)
    * case regexp_extract(strip_accents(lower(t)), [[age]], 2) [[ages]] end;

-- Lists: a JSON array, else parts between `separator` (a pattern); outer white space and empty parts gone.
create or replace macro tidy_list(parts) as
    nullif(list_filter(list_transform(parts, lambda x: as_text(x)), lambda x: x is not null), []);
create or replace macro as_texts(t, separator := '\s*[,;|\n]\s*') as tidy_list(
    case when starts_with(t, '[') and json_valid(t) then from_json(t, '["VARCHAR"]')
    else string_split_regex(t, separator) end);
