-- Agents who acted, by the tier in which they did most of it, with the sum of fte and of how many it is known, and the months since they were hired, with their fte, where that is known.
with acted as (
    select e.agent_key, p.tier, count(*) as events
    from desk.event e
    left join desk.agent a using (agent_key)
    join tier.placement p
        on p.valid_from <= e.occurred_at and e.occurred_at < p.valid_to
        and p.team = coalesce(a.team, e.actor_team, case when e.kind not in ('moved', 'assigned') then e.team end)
    where e.agent_key is not null and not e.by_system and e.occurred_at >= $since and e.occurred_at < $until
    group by e.agent_key, p.tier
),
settled as (
    select agent_key, arg_max(tier, (events, -tier)) as tier from acted group by agent_key
)
select tier, count(*), coalesce(sum(fte), 0), count(fte),
    list(greatest(0, date_sub('month', hired_on, $until::date))::double order by hired_on, fte) filter (where hired_on is not null),
    list(coalesce(fte, 1) order by hired_on, fte) filter (where hired_on is not null)
from settled left join desk.agent using (agent_key)
group by tier
order by tier
