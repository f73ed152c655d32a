-- One row per ticket with what it costs: cost, first_cost and second_cost (money at tier 1, and at tiers 2 and 3). Decimals, so that
-- sums are exact.
with finished as (
    select * from tier.path where placed and not is_open
),
$spent,
visited as (
    select
        ticket_id,
        count(*) filter ($arrived and tier = 1) as first_visits,
        count(*) filter (tier = 1 and outcome = 'escalated') as passed_on,
        count(*) filter ($arrived and tier in (2, 3)) as second_visits,
        count(*) filter ($arrived and tier not in (1, 2, 3)) as unpriced
    from tier.stint
    group by ticket_id
),
listed as (
    select unnest(from_json($visits::json, '[{"category": "VARCHAR", "solved": "DOUBLE", "passed": "DOUBLE", "second": "DOUBLE"}]')) as v
),
price as (
    select v.category as category, v.solved as solved, v.passed as passed, v.second as second from listed
),
paid as (
    select
        f.*,
        coalesce(p.solved, $solved) as solved_price,
        coalesce(v.unpriced, 0) as unpriced,
        case
            when s.first_minutes is not null then s.first_minutes * $minute1 + coalesce(v.passed_on, 0) * $failed
            else coalesce(greatest(v.first_visits - v.passed_on, 0) * coalesce(p.solved, $solved) + v.passed_on * coalesce(p.passed, $passed), 0)
        end as at_first,
        coalesce(s.second_minutes * $minute2, v.second_visits * coalesce(p.second, $second), 0) as at_second,
        (s.first_minutes is not null or coalesce(v.first_visits, 0) = 0) and (s.second_minutes is not null or coalesce(v.second_visits, 0) = 0) as by_minutes
    from finished f
    left join summed s using (ticket_id)
    left join visited v using (ticket_id)
    left join price p on p.category = coalesce(f.category, '')
)
select
    * exclude (at_first, at_second),
    round(at_first, 6)::decimal(24, 6) as first_cost,
    round(at_second, 6)::decimal(24, 6) as second_cost,
    round(at_first, 6)::decimal(24, 6) + round(at_second, 6)::decimal(24, 6) as cost
from paid
