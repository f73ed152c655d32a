-- Salaries that hold at the end of the period, by tier and currency. A mean is rounded, for a sum depends on its order in
-- the last digits.
with held as (
    select distinct on (agent_key) agent_key, tier, annual_salary, currency
    from desk.salary
    where valid_from is null or valid_from < $next
    order by agent_key, valid_from desc nulls last
),
placed as (
    select coalesce(h.tier, p.tier) as tier, h.currency, h.annual_salary
    from held h
    left join desk.agent a using (agent_key)
    left join tier.placement p on p.team = a.team and p.valid_from < $until and p.valid_to >= $until
)
select tier, currency, count(*), round(avg(annual_salary), 6), min(annual_salary), max(annual_salary)
from placed
where tier is not null
group by tier, currency
order by tier, currency
