-- What values of a database become, beside the macros for captured tables.

-- Id of an order: the site and the database's own key.
create or replace macro seized_order_id(site, native) as
    short_id('ord', site || chr(31) || native || chr(31));

-- MySQL writes an absent date as zeros, and many programs write an absent Unix time as 0.
create or replace macro present_moment(t) as
    case when t <> '' and t <> '0' and not starts_with(t, '0000-00-00') then t end;
create or replace macro database_moment(t) as as_moment(present_moment(t));

-- An amount in small units: `places` digits of it are behind the decimal point.
create or replace macro point_put_in(digits, places) as
    left(digits, -places) || '.' || right(digits, places);
create or replace macro in_small_units(t, places) as case
    when regexp_full_match(t, '-?\d{1,30}') then try_cast(
        case when starts_with(t, '-') then '-' else '' end
        || point_put_in(lpad(ltrim(t, '-'), greatest(length(ltrim(t, '-')), places + 1)::int, '0'), places)
        as decimal(28, 12))
    else try_cast(t || 'e-' || places as decimal(28, 12)) end;

-- Words of a database in the form in which word lists are written.
create or replace macro folded(t) as lower(trim(strip_accents(t)));

-- Parts of a text that may name several roles: `admin,vendor`, `{admin,vendor}`, `["admin"]`.
create or replace macro word_parts(t) as list_filter(
    list_transform(string_split_regex(trim(t, '{}[] '), '\s*[,;|]\s*'), lambda w: trim(w, '" ''')), lambda w: w <> '');
