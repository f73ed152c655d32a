-- Recorded minutes per ticket as one list for each tier, category and outcome, after demand_spent.sql.
, parted as (
    select s.ticket_id, 1 as tier, f.category, f.outcome, s.first_minutes as minutes
    from summed s join finished f using (ticket_id)
    where s.first_minutes is not null and f.outcome is not null
    union all
    select s.ticket_id, 2, f.category, 'any', s.second_minutes
    from summed s join finished f using (ticket_id)
    where s.second_minutes is not null
)
select tier, category, outcome, list(minutes order by ticket_id)
from parted
group by tier, category, outcome
order by tier, category, outcome
