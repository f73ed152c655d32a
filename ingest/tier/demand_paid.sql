-- Paid hours of the whole weeks of the period, with the tickets whose hold by the team ended in the week; at 2nd level whose last
-- hold of all.
with hours as (
    select h.team, h.week, h.paid_hours
    from desk.paid_hours h
    where h.week >= $first and h.week + 7 <= $next
    and exists (
        select 1
        from tier.placement p
        where p.team = h.team and p.tier between 1 and 3
        and p.valid_from < timezone('UTC', timezone($zone, (h.week + 7)::timestamp))
        and p.valid_to > timezone('UTC', timezone($zone, h.week::timestamp))
    )
),
held as (
    select
        *,
        max(stint_no) over (partition by ticket_id, tier = 1) as last_no
    from tier.stint
    where excluded is null and tier between 1 and 3
    -- a ticket that was moved after it was done made no work
    and not (outcome = 'closed' and entered_by in ('move', 'assigned') and left_at is not distinct from entered_at)
),
ended as (
    select
        team,
        date_trunc('week', left_local)::date as week,
        least(tier, 2) as tier,
        coalesce(category, '') as category,
        case
            when tier >= 2 then 'any'
            when outcome in ('resolved', 'closed') then 'solved'
            when outcome = 'escalated' then 'passed'
        end as outcome,
        ticket_id
    from held
    where left_local >= $first and left_local < $next
    -- the minutes of 2nd level are those of a ticket and not of each hold, so that the last hold stands for all
    and (tier = 1 or stint_no = last_no)
),
counted as (
    select team, week, tier, category, outcome, count(distinct ticket_id) as tickets
    from ended
    where outcome is not null
    group by team, week, tier, category, outcome
)
select strftime(h.week, '%Y-%m-%d'), h.team, h.paid_hours, c.tier, c.category, c.outcome, coalesce(c.tickets, 0)
from hours h left join counted c using (team, week)
order by h.week, h.team, c.tier, c.category, c.outcome
