-- One row per ticket: facts and measures of tier.path, what its stints add up to, what it cost, and the figures that count it. What stands in braces is put in.
with tickets as (select * from tier.path where {where}),
held as (
    select ticket_id,
        sum(queue_seconds) as queue_seconds,
        sum(work_seconds) as work_seconds,
        sum(wait_seconds) as wait_seconds,
        sum(business_seconds) as held_business_seconds,
        sum(queue_seconds) filter (entered_by = 'move') as handover_wait_seconds,
        sum(queue_seconds + wait_seconds + work_seconds) filter (tier = 1) as first_level_seconds,
        sum(queue_seconds + wait_seconds + work_seconds) filter (tier = 2) as second_level_seconds,
        sum(queue_seconds + wait_seconds + work_seconds) filter (tier >= 3) as higher_level_seconds
    from tier.stint
    where ticket_id in (select ticket_id from tickets)
    group by ticket_id
)
select
    t.ticket_id,
    t.source,
    t.created_local,
    t.resolved_local,
    t.excluded,
    t.channel,
    t.category,
    t.product,
    t.priority,
    t.region,
    t.first_team,
    t.first_tier,
    t.last_team,
    t.last_tier,
    t.max_tier,
    t.placed,
    t.is_open,
    t.ever_resolved,
    t.contacts,
    t.replies,
    t.agents,
    t.teams,
    t.moves,
    t.escalations,
    t.escalations_from_2,
    t.returns,
    t.passes,
    t.ping_pong,
    t.tier_ping_pong,
    t.reopens,
    t.reassignments,
    t.effort_minutes,
    t.csat as satisfied,
    t.sla_due_at,
    t.has_knowledge,
    t.first_level_possible,
    t.first_response_seconds,
    t.first_response_business_seconds,
    t.first_resolution_seconds,
    t.first_resolution_business_seconds,
    t.resolution_seconds,
    t.resolution_business_seconds,
    h.queue_seconds,
    h.work_seconds,
    h.wait_seconds,
    h.held_business_seconds,
    h.handover_wait_seconds,
    h.first_level_seconds,
    h.second_level_seconds,
    h.higher_level_seconds,
    {cost}
    f.* exclude (ticket_id)
from tickets t
left join held h using (ticket_id)
{priced}
left join (select ticket_id, {figures} from tickets) f using (ticket_id)
