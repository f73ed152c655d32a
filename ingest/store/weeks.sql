-- One row per week and team with paid hours: what was handled in it. Decimals, so that sums do not depend on their order.
with finished as (
    select * from tier.path where excluded is null and not is_open
),
$spent,
handled as (
    select team, date_trunc('week', timezone($zone, timezone('UTC', occurred_at)))::date as week, minutes
    from booked
    where ticket_id in (select ticket_id from tier.path where excluded is null)
    union all
    select last_team, date_trunc('week', resolved_local)::date, effort_minutes
    from finished
    where effort_minutes is not null and teams <= 1 and ticket_id not in (select ticket_id from booked)
),
worked as (
    select team, week, sum(round(minutes, 6)::decimal(24, 6))::double / 60 as hours
    from handled
    where team is not null and week is not null
    group by team, week
),
paid as (
    select team, week, sum(round(paid_hours, 6)::decimal(24, 6)) as hours
    from desk.paid_hours
    group by team, week
)
select
    h.team, h.week,
    h.hours as paid_hours,
    coalesce(w.hours, 0) as handled_hours,
    null::double as waiting_hours,
    (
        select min(p.tier)
        from tier.placement p
        where p.team = h.team and p.valid_from < timezone('UTC', timezone($zone, (h.week + 7)::timestamp))
        and p.valid_to > timezone('UTC', timezone($zone, h.week::timestamp))
    ) as tier,
    h.week >= $first and h.week + 7 <= $next as whole
from paid h left join worked w using (team, week)
where h.week + 7 > $first and h.week < $next
