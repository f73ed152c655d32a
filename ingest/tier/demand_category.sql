-- What became of the tickets of each category, after demand_followed.sql.
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
