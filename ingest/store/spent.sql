-- Recorded minutes by ticket and tier: summed. Begins with a query's finished tickets: finished, with the columns of tier.path
-- that are named here.
alone as (
    select
        *,
        -- the tier that alone held the ticket; a roster that changes moves a ticket without a move
        case
            when escalations = 0 and returns = 0 and first_tier = max_tier and held_by_1 = (first_tier = 1) then first_tier
        end as only_tier
    from finished
),
booked as (
    select e.ticket_id, e.minutes, e.occurred_at, p.team, p.tier
    from desk.event e
    left join desk.agent a using (agent_key)
    left join tier.placement p
        on p.valid_from <= e.occurred_at and e.occurred_at < p.valid_to
        -- the team that acted, by the rule of touches
        and p.team = coalesce(e.actor_team, a.team, case
            when e.kind in ('moved', 'assigned') then null
            when e.kind = 'created' and e.agent_key is null then null
            else e.team
        end)
    where e.minutes is not null
),
spent as (
    select f.ticket_id, b.minutes, coalesce(b.tier, f.only_tier) as tier
    from booked b join alone f using (ticket_id)
    union all
    select f.ticket_id, f.effort_minutes, f.only_tier
    from alone f
    where f.effort_minutes is not null and f.only_tier is not null and f.ticket_id not in (select ticket_id from booked)
),
-- rounded, for a sum depends on its order in the last digits
summed as (
    select
        ticket_id,
        round(sum(minutes) filter (tier = 1), 6) as first_minutes,
        round(sum(minutes) filter (tier in (2, 3)), 6) as second_minutes
    from spent
    group by ticket_id
    having bool_and(tier is not null)
)
