-- When each article was first used in each category, and by how many tickets. A ticket links its article when the source says so, else
-- when it was first resolved, else when it was created.
with linked as (
    select ticket_id, min(occurred_at) as linked_at from desk.event where kind = 'knowledge' group by ticket_id
),
used as (
    select
        coalesce(p.category, '') as category,
        t.knowledge_key as article,
        coalesce(l.linked_at, p.first_resolved_at, p.created_at) as used_at
    from tier.path p join desk.ticket t using (ticket_id) left join linked l using (ticket_id)
    where p.excluded is null and t.knowledge_key is not null
)
select category, article, timezone($zone, timezone('UTC', min(used_at)))::date, count(*)
from used
group by category, article
order by category, article
