-- Moves, stints and paths of the tickets in temp table touched, from desk.ticket and desk.event.
-- The rule stands in words and plain Go in model/stint. Variables: desk_zone, clock_step (seconds).

-- The business clock in buckets in which it either runs or rests: a look-up by equality.
create or replace temp table clock_bucket as
select
    unnest(range(from_bucket, to_bucket)) as bucket,
    business_seconds + case when is_open then (unnest(range(from_bucket, to_bucket)) - from_bucket) * getvariable('clock_step') else 0 end as seconds_before,
    is_open
from (
    select
        epoch(starts_at)::bigint // getvariable('clock_step') as from_bucket,
        lead(epoch(starts_at)::bigint // getvariable('clock_step')) over (order by starts_at) as to_bucket,
        business_seconds,
        is_open
    from desk.clock
)
where to_bucket is not null;

-- What can change holder or state: the ticket's own words first, then the events, and the ticket's own resolution
-- where no event tells of one.
create or replace temp table signal as
select ticket_id, created_at as occurred_at, -1::bigint as seq, team, 'new' as state
from desk.ticket semi join touched using (ticket_id)
union all
select ticket_id, occurred_at, seq, team, state
from desk.event semi join touched using (ticket_id)
where team is not null or state is not null
union all
select ticket_id, resolved_at, 9223372036854775807, null, 'resolved'
from desk.ticket semi join touched using (ticket_id)
where resolved_at >= created_at
and ticket_id not in (select ticket_id from desk.event where state in ('resolved', 'closed', 'merged', 'spam'));

-- Only what does change holder or state, with the number of the stint it belongs to.
create or replace temp table change as
with followed as (
    select
        ticket_id,
        occurred_at,
        seq,
        team,
        last_value(team ignore nulls) over past as from_team,
        last_value(state ignore nulls) over upto as state,
        last_value(state ignore nulls) over past as from_state,
        lag(seq) over upto as seq_before,
        first_value(occurred_at) over upto as created_at,
        lead(team) over upto as next_team,
        first_value(team ignore nulls) over future as first_team,
        first_value(case when team is not null then occurred_at end ignore nulls) over future as first_team_at
    from signal
    window
        upto as (partition by ticket_id order by occurred_at, seq rows between unbounded preceding and current row),
        past as (partition by ticket_id order by occurred_at, seq rows between unbounded preceding and 1 preceding),
        future as (partition by ticket_id order by occurred_at, seq rows between 1 following and unbounded following)
),
judged as (
    select
        ticket_id,
        occurred_at,
        seq,
        case
            when seq >= 0 then coalesce(team, from_team)
            else coalesce(team, next_team, case when first_team_at <= created_at then first_team end)
        end as team,
        from_team,
        -- the first team counts as the intake's when nothing was said before, or when it was there from the start
        team is distinct from from_team and team is not null and seq >= 0
            and (from_team is not null or seq_before >= 0 and occurred_at > created_at) as is_move,
        state,
        from_state,
        state in ('resolved', 'closed', 'merged', 'spam') as is_done,
        coalesce(from_state in ('resolved', 'closed', 'merged', 'spam'), false) as was_done
    from followed
)
select
    *,
    was_done and not is_done as reopens,
    sum((seq = -1 or is_move)::integer + (was_done and not is_done)::integer) over ticket as stint_no,
    lead(occurred_at) over ticket as next_at
from judged
where seq = -1 or is_move or state is distinct from from_state
window ticket as (partition by ticket_id order by occurred_at, seq);
drop table signal;

-- Where a ticket was done, and when it was closed for good or reopened after that.
create or replace temp table done as
select
    ticket_id,
    stint_no,
    occurred_at as done_at,
    seq,
    state,
    case when state = 'closed' then occurred_at else cool_at end as cool_at,
    reopened_at
from (
    select
        *,
        min(occurred_at) filter (reopens or state = 'closed' and from_state <> 'closed') over after as cool_at,
        min(occurred_at) filter (reopens) over after as reopened_at
    from change
    where is_done or reopens
    window after as (partition by ticket_id order by occurred_at, seq rows between 1 following and unbounded following)
)
where is_done and not was_done;

-- Every beginning of a stint; a team change that also reopens begins two.
create or replace temp table beginning as
select
    ticket_id,
    case when reopens then stint_no - 1 else stint_no end as stint_no,
    team,
    occurred_at as entered_at,
    seq,
    case when seq = -1 then 'intake' when from_team is null then 'assigned' else 'move' end as entered_by,
    case when seq >= 0 then from_team end as from_team,
    was_done as idle
from change
where seq = -1 or is_move
union all
select ticket_id, stint_no, team, occurred_at, seq, 'reopen', null, false
from change
where reopens;

-- Stints without touch and parts.
create or replace temp table holding as
with placed as (
    select b.*, p.tier
    from beginning b
    left join tier.placement p on p.team = b.team and p.valid_from <= b.entered_at and b.entered_at < p.valid_to
),
followed as (
    select
        *,
        lag(tier) over ticket as tier_before,
        lead(tier) over ticket as next_tier,
        lead(entered_by) over ticket as next_by,
        lead(entered_at) over ticket as next_entered_at,
        lead(seq) over ticket as next_seq
    from placed
    window ticket as (partition by ticket_id order by stint_no)
)
select
    f.ticket_id,
    f.stint_no,
    f.team,
    f.tier,
    f.entered_at,
    f.seq,
    f.entered_by,
    f.from_team,
    case when f.entered_by = 'move' then f.tier_before end as from_tier,
    case when f.idle then f.entered_at else coalesce(d.done_at, f.next_entered_at) end as left_at,
    case when f.idle then f.seq else coalesce(d.seq, f.next_seq) end as left_seq,
    case
        when f.idle then 'closed'
        when d.state = 'resolved' then 'resolved'
        when d.state is not null then 'closed'
        when f.next_by is null then 'open'
        when f.next_by = 'assigned' then 'assigned'
        when f.tier is null or f.next_tier is null then 'moved'
        when f.next_tier > f.tier then 'escalated'
        when f.next_tier < f.tier then 'returned'
        else 'passed'
    end as outcome,
    case when f.idle then null else epoch(d.cool_at)::bigint - epoch(d.done_at)::bigint end as after_seconds
from followed f
left join done d using (ticket_id, stint_no);

-- The first event by the holder after the one that brought the ticket, up to the one that took it away.
create or replace temp table touch as
with act as (
    select e.ticket_id, e.occurred_at, e.seq, coalesce(e.actor_team, a.team, e.team) as team
    from desk.event e
    semi join touched using (ticket_id)
    left join desk.agent a on a.agent_key = e.agent_key
    where not e.by_system and (e.actor_team is not null or a.team is not null or e.team is not null)
)
select h.ticket_id, h.stint_no, min(a.occurred_at) as first_touch_at
from holding h
join act a on a.ticket_id = h.ticket_id and a.team = h.team
where (a.occurred_at > h.entered_at or a.occurred_at = h.entered_at and a.seq > h.seq)
and (h.left_at is null or a.occurred_at < h.left_at or a.occurred_at = h.left_at and a.seq <= h.left_seq)
group by all;

create or replace temp table waiting as
select c.ticket_id, c.stint_no, sum(greatest(0, epoch(c.next_at)::bigint - epoch(greatest(c.occurred_at, t.first_touch_at))::bigint))::bigint as wait_seconds
from change c
join touch t using (ticket_id, stint_no)
where c.state = 'waiting' and c.next_at is not null
group by all;

-- Merged tickets and spam, by the events.
create or replace temp table left_out as
select ticket_id, min(state) as state from change where state in ('merged', 'spam') group by ticket_id;

insert into tier.stint by name
with timed as (
    select
        h.*,
        t.first_touch_at,
        case when h.left_at is not null then coalesce(w.wait_seconds, 0) end as wait_seconds,
        case when h.left_at is not null then epoch(coalesce(t.first_touch_at, h.left_at))::bigint - epoch(h.entered_at)::bigint end as queue_seconds
    from holding h
    left join touch t using (ticket_id, stint_no)
    left join waiting w using (ticket_id, stint_no)
)
select
    s.* exclude (seq, left_seq),
    epoch(s.left_at)::bigint - epoch(s.entered_at)::bigint - s.queue_seconds - s.wait_seconds as work_seconds,
    business_reading(cl.seconds_before, cl.is_open, s.left_at) - business_reading(ce.seconds_before, ce.is_open, s.entered_at) as business_seconds,
    business_reading(ct.seconds_before, ct.is_open, s.first_touch_at) - business_reading(ce.seconds_before, ce.is_open, s.entered_at) as touch_business_seconds,
    desk_wall(s.entered_at) as entered_local,
    desk_wall(s.left_at) as left_local,
    k.channel, k.category, k.product, k.priority, k.region,
    coalesce(k.excluded, x.state) as excluded
from timed s
join desk.ticket k using (ticket_id)
left join left_out x using (ticket_id)
left join clock_bucket ce on ce.bucket = clock_bucket_of(s.entered_at)
left join clock_bucket cl on cl.bucket = clock_bucket_of(s.left_at)
left join clock_bucket ct on ct.bucket = clock_bucket_of(s.first_touch_at);

insert into tier.move by name
select c.ticket_id, c.seq, c.occurred_at as moved_at, c.from_team, c.team as to_team, e.agent_key, r.reason
from change c
left join desk.event e on e.ticket_id = c.ticket_id and e.seq = c.seq
left join (
    select ticket_id, occurred_at, team, min(reason) as reason
    from desk.event semi join touched using (ticket_id)
    where reason is not null and team is not null
    group by all
) r on r.ticket_id = c.ticket_id and r.occurred_at = c.occurred_at and r.team = c.team
where c.is_move and c.from_team is not null;
