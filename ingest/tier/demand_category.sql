-- What became of the tickets of each category.
with passed as (
    select distinct ticket_id from tier.stint where entered_by = 'move' and from_tier = 1 and tier > 1
),
came_back as (
    select distinct ticket_id from tier.stint where entered_by = 'move' and from_tier >= 2 and tier <= 1
),
followed as (
    select
        coalesce(t.category, '') as category,
        t.first_tier >= 2 as is_direct,
        t.resolved_at is not null and t.max_tier = 1 as is_solved,
        p.ticket_id is not null as is_passed,
        t.max_tier >= 2 as is_second,
        b.ticket_id is not null as is_returned
    from ($tickets) t left join passed p using (ticket_id) left join came_back b using (ticket_id)
    where t.placed
)
select
    category,
    count(*),
    count(*) filter (is_direct),
    count(*) filter (is_solved or is_passed),
    count(*) filter (is_solved),
    count(*) filter (is_second),
    count(*) filter (is_second and is_returned)
from followed
group by category
order by count(*) desc, category
