-- What a roster that is being tried does, ticket by ticket: tier.path as it is, work.path as it would be.
create or replace temp macro class_of(placed, escalations, max_tier, returns, first_tier) as
    case when not placed then 'unplaced' when escalations > 0 then 'escalated' when max_tier = 1 and returns = 0 then 'contained'
        when first_tier >= 2 then 'direct' else 'other' end;

create or replace temp table effect as
    select class_of(b.placed, b.escalations, b.max_tier, b.returns, b.first_tier) as was,
        class_of(a.placed, a.escalations, a.max_tier, a.returns, a.first_tier) as becomes, count(*) as tickets
    from tier.path b join work.path a using (ticket_id) where b.excluded is null group by all;
