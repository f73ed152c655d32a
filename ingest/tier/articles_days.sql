-- Tickets that 1st level held by category and day of creation, and how many of them were escalated, as in escalation_rate.
select
    coalesce(category, ''),
    created_local::date,
    count(*) filter (held_by_1),
    count(*) filter (held_by_1 and escalations > 0)
from ($tickets)
where placed
group by all
order by all
