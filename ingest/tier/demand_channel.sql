-- Tickets by channel, weekday (0 is Monday) and half hour of the wall clock, and how many of them came in the week with
-- most tickets: of whole weeks of the period, the earliest of equals.
with arrived as (
    select
        coalesce(channel, '') as channel,
        date_trunc('week', created_local)::date as monday,
        isodow(created_local) - 1 as weekday,
        hour(created_local) * 2 + minute(created_local) // 30 as slot
    from ($tickets)
    where placed
),
counted as (
    select channel, monday, weekday, slot, count(*) as tickets from arrived group by all
),
peak as (
    select monday
    from counted
    where monday >= $first and monday + 7 <= $next
    group by monday
    order by sum(tickets) desc, monday
    limit 1
)
select
    channel,
    weekday,
    slot,
    sum(tickets)::bigint,
    coalesce(sum(c.tickets) filter (c.monday = p.monday), 0)::bigint
from counted c left join peak p on true
group by channel, weekday, slot
order by channel, weekday, slot
