-- Readings of the business clock and the desk's wall clock; variables desk_zone and clock_step (seconds, at most an
-- hour, so that no bucket spans a change to or from summer time).
create or replace temp macro clock_bucket_of(t) as epoch(t)::bigint // getvariable('clock_step');
create or replace temp macro business_reading(seconds_before, is_open, t) as
    (seconds_before + case when is_open then epoch(t)::bigint % getvariable('clock_step') else 0 end)::bigint;
create or replace temp macro desk_wall(t) as timezone(getvariable('desk_zone'), timezone('UTC', t));
create or replace temp macro later(t, seconds) as make_timestamp(epoch_us(t) + seconds * 1000000);
