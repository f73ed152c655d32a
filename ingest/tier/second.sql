-- What 2nd level solved, by what is known of it, after demand_spent.sql. Examples are the quickest three of each group.
, one_team as (
    select ticket_id from tier.stint where tier >= 2 group by ticket_id having count(distinct team) = 1
),
solved as (
    select
        t.ticket_id,
        coalesce(t.category, '') as category,
        t.held_by_1 as tried,
        coalesce(t.level1_capable, false) as marked,
        t.max_tier = 2 and t.returns = 0 and o.ticket_id is not null as alone,
        t.has_knowledge is not distinct from false as unlinked,
        t.level1_capable is not null as judged,
        t.has_knowledge is not null as known,
        s.second_minutes as minutes
    from ($tickets) t left join summed s using (ticket_id) left join one_team o using (ticket_id)
    where t.placed and t.last_tier = 2
)
select
    category,
    tried,
    marked,
    alone,
    unlinked,
    count(*),
    count(*) filter (judged),
    count(*) filter (known),
    list(minutes order by ticket_id) filter (minutes is not null),
    arg_min(ticket_id, (coalesce(minutes, 1e9), ticket_id), 3)
from solved
group by all
order by category, tried, marked, alone, unlinked
