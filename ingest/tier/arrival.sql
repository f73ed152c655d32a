-- Every ticket with its way, in the order in which they came, after demand_followed.sql.
select
    created_at,
    category,
    channel,
    is_direct,
    is_solved or is_passed,
    is_solved,
    is_second,
    is_second and is_returned
from followed
order by created_at, ticket_id
