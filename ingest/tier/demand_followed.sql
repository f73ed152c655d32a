-- What became of every ticket of the period that has a tier.
with passed as (
    select distinct ticket_id from tier.stint where entered_by = 'move' and from_tier = 1 and tier > 1
),
came_back as (
    select distinct ticket_id from tier.stint where entered_by = 'move' and from_tier >= 2 and tier <= 1
),
followed as (
    select
        t.ticket_id,
        t.created_at,
        coalesce(t.category, '') as category,
        coalesce(t.channel, '') as channel,
        coalesce(t.first_tier >= 2, false) as is_direct,
        t.resolved_at is not null and t.max_tier = 1 as is_solved,
        p.ticket_id is not null as is_passed,
        t.max_tier >= 2 as is_second,
        b.ticket_id is not null as is_returned
    from ($tickets) t left join passed p using (ticket_id) left join came_back b using (ticket_id)
    where t.placed
)
