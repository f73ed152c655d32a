-- Finished tickets with a tier; what follows is store.SpentSQL: the recorded minutes of each by tier, summed.
with passed as (
    select distinct ticket_id from tier.stint where entered_by = 'move' and from_tier = 1 and tier > 1
),
finished as (
    select
        t.ticket_id,
        coalesce(t.category, '') as category,
        case when t.max_tier = 1 then 'solved' when p.ticket_id is not null then 'passed' end as outcome,
        t.effort_minutes, t.escalations, t.returns, t.first_tier, t.max_tier, t.held_by_1
    from ($tickets) t left join passed p using (ticket_id)
    where t.placed and not t.is_open
),
