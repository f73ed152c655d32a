-- Moves and stints of the tickets in temp table part_ticket, numbered by ticket_no, from their events in part_event,
-- under the rules in clock, placement and agent. The rule stands in words and plain Go in model/stint. Variables: desk_zone, clock_step (seconds).

-- The business clock in buckets in which it either runs or rests, with the desk's distance from UTC: a look-up by
-- equality.
create or replace temp table clock_bucket as
select *, epoch(desk_wall(make_timestamp(bucket * getvariable('clock_step') * 1000000)))::bigint - bucket * getvariable('clock_step') as offset_seconds
from (
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
        from clock
    )
    where to_bucket is not null
);

-- What can change holder or state.
create or replace temp table said as
select ticket_no, occurred_at, seq, team, state, kind in ('moved', 'assigned') as assigns
from part_event
where team is not null or state is not null;

-- Where the ticket file names no team at intake: that of the first event that says anything, unless it is the
-- assignment itself; else of the first one that names a team at the time of creation.
create or replace temp table intake as
select
    s.ticket_no,
    coalesce(
        nullif(arg_min(case when s.assigns then '' else coalesce(s.team, '') end, (s.occurred_at, s.seq)), ''),
        arg_min(s.team, (s.occurred_at, s.seq)) filter (s.occurred_at <= t.created_at)) as team
from said s join part_ticket t using (ticket_no)
where t.team is null
group by s.ticket_no;

-- Holder and state before and after each of these events; in front the ticket's own words, behind them its own
-- resolution where no event tells of one. Only what changes something is kept.
create or replace temp table change as
with signal as (
    select t.ticket_no, t.created_at as occurred_at, -1::bigint as seq, coalesce(t.team, i.team) as team, 'new' as state
    from part_ticket t left join intake i using (ticket_no)
    union all
    select * exclude (assigns) from said
    union all
    select ticket_no, resolved_at, 9223372036854775807, null, 'resolved'
    from part_ticket
    where resolved_at >= created_at
    and ticket_no not in (select ticket_no from said where state in ('resolved', 'closed', 'merged', 'spam'))
),
followed as (
    select
        ticket_no,
        occurred_at,
        seq,
        last_value(team ignore nulls) over upto as team,
        last_value(team ignore nulls) over past as from_team,
        last_value(state ignore nulls) over upto as state,
        last_value(state ignore nulls) over past as from_state
    from signal
    window
        upto as (partition by ticket_no order by occurred_at, seq rows between unbounded preceding and current row),
        past as (partition by ticket_no order by occurred_at, seq rows between unbounded preceding and 1 preceding)
)
select
    *,
    seq >= 0 and team is distinct from from_team as is_move,
    state in ('resolved', 'closed', 'merged', 'spam') as is_done,
    coalesce(from_state in ('resolved', 'closed', 'merged', 'spam'), false) as was_done
from followed
where seq = -1 or team is distinct from from_team or state is distinct from from_state;

-- Where a ticket was done, and when it was closed for good or reopened after that.
create or replace temp table done as
select
    ticket_no,
    occurred_at as done_at,
    seq,
    state,
    case when state = 'closed' then occurred_at else cool_at end as cool_at,
    reopened_at
from (
    select
        *,
        min(occurred_at) filter (was_done and (not is_done or state = 'closed' and from_state <> 'closed')) over after as cool_at,
        min(occurred_at) filter (was_done and not is_done) over after as reopened_at
    from change
    where is_done or was_done
    window after as (partition by ticket_no order by occurred_at, seq rows between 1 following and unbounded following)
)
where is_done and not was_done;

-- Beginnings of stints, and resolutions. A team change that also reopens begins two stints; one that also resolves
-- begins one and ends it.
create or replace temp table mark as
select
    ticket_no, occurred_at, seq, 0 as part, team,
    case when seq = -1 then 'intake' when from_team is null then 'assigned' else 'move' end as mark,
    case when seq >= 0 then from_team end as from_team,
    was_done as idle
from change
where seq = -1 or is_move
union all
select ticket_no, occurred_at, seq, 1, team, 'reopen', null, false
from change
where was_done and not is_done
union all
select ticket_no, done_at, seq, 2, null, case when state = 'resolved' then 'resolved' else 'closed' end, null, false
from done;

-- Stints without touch and parts: each lasts until the next mark.
create or replace temp table holding as
with followed as (
    select
        m.*,
        p.tier,
        lead(m.mark) over ticket as next_mark,
        lead(m.occurred_at) over ticket as next_at,
        lead(m.seq) over ticket as next_seq,
        lead(p.tier) over ticket as next_tier,
        count(*) filter (m.part < 2) over ticket as stint_no,
        count(*) filter (m.part < 2) over whole as stints,
        last_value(case when m.part < 2 then coalesce(p.tier, -1) end ignore nulls) over before as tier_before
    from mark m
    left join placement p on p.team = m.team and p.valid_from <= m.occurred_at and m.occurred_at < p.valid_to
    window
        ticket as (partition by m.ticket_no order by m.occurred_at, m.seq, m.part),
        before as (partition by m.ticket_no order by m.occurred_at, m.seq, m.part rows between unbounded preceding and 1 preceding),
        whole as (partition by m.ticket_no order by m.occurred_at, m.seq, m.part rows between unbounded preceding and unbounded following)
)
select
    ticket_no,
    stint_no::integer as stint_no,
    team,
    tier,
    occurred_at as entered_at,
    seq,
    mark as entered_by,
    from_team,
    case when mark = 'move' then nullif(tier_before, -1) end as from_tier,
    case when idle then occurred_at else next_at end as left_at,
    case when idle then seq else next_seq end as left_seq,
    case
        when idle then 'closed'
        when next_mark is null then 'open'
        when next_mark in ('resolved', 'closed', 'assigned') then next_mark
        when tier is null or next_tier is null then 'moved'
        when next_tier > tier then 'escalated'
        when next_tier < tier then 'returned'
        else 'passed'
    end as outcome,
    case when not idle and next_mark in ('resolved', 'closed') then next_seq end as done_seq,
    stint_no = stints as is_last
from followed
where part < 2;
drop table mark;

-- The first event by the holder after the one that brought the ticket, up to the one that took it away.
create or replace temp table touch as
with act as (
    select ticket_no, occurred_at, seq, team
    from (
        select
            e.ticket_no, e.occurred_at, e.seq,
            -- a team that is given the ticket, or that it comes in for, has not acted by that
            coalesce(e.actor_team, a.team, case
                when e.kind in ('moved', 'assigned') then null
                when e.kind = 'created' and e.agent_key is null then null
                else e.team
            end) as team
        from part_event e
        left join agent a on a.agent_key = e.agent_key
        where not e.by_system
    )
    where team is not null
)
select h.ticket_no, h.stint_no, min(a.occurred_at) as first_touch_at
from act a
join holding h on a.ticket_no = h.ticket_no and a.team = h.team
where (a.occurred_at > h.entered_at or a.occurred_at = h.entered_at and a.seq > h.seq)
and (h.left_at is null or a.occurred_at < h.left_at or a.occurred_at = h.left_at and a.seq <= h.left_seq)
group by all;

-- Time in a waiting state after the first touch.
create or replace temp table waited as
with spell as (
    select ticket_no, state, occurred_at, lead(occurred_at) over (partition by ticket_no order by occurred_at, seq) as until_at
    from change
    where state is distinct from from_state and (state = 'waiting' or from_state = 'waiting')
)
select
    h.ticket_no,
    h.stint_no,
    sum(greatest(0, epoch(least(s.until_at, h.left_at))::bigint - epoch(greatest(s.occurred_at, t.first_touch_at))::bigint))::bigint as wait_seconds
from spell s
join holding h on h.ticket_no = s.ticket_no and s.occurred_at < h.left_at and coalesce(s.until_at, h.left_at) > h.entered_at
join touch t on t.ticket_no = h.ticket_no and t.stint_no = h.stint_no
where s.state = 'waiting'
group by all;

-- Moves that gave a ticket straight back to the team it had come from: A-B-A.
create or replace temp table bounced as
select ticket_no, stint_no
from (
    select ticket_no, stint_no, team = lag(from_team) over (partition by ticket_no order by stint_no) as went_back
    from holding
    where entered_by = 'move'
)
where went_back;

-- Merged tickets and spam, by the events.
create or replace temp table left_out as
select ticket_no, min(state) as state from change where state in ('merged', 'spam') group by ticket_no;

insert into work.stint by name
with timed as (
    select
        h.*,
        b.ticket_no is not null as went_back,
        t.first_touch_at,
        epoch(d.cool_at)::bigint - epoch(d.done_at)::bigint as after_seconds,
        case when h.left_at is not null then coalesce(w.wait_seconds, 0) end as wait_seconds,
        case when h.left_at is not null then epoch(coalesce(t.first_touch_at, h.left_at))::bigint - epoch(h.entered_at)::bigint end as queue_seconds
    from holding h
    left join touch t using (ticket_no, stint_no)
    left join waited w using (ticket_no, stint_no)
    left join bounced b using (ticket_no, stint_no)
    left join done d on d.ticket_no = h.ticket_no and d.seq = h.done_seq
)
select
    k.ticket_id,
    s.* exclude (ticket_no, seq, left_seq, done_seq, is_last),
    epoch(s.left_at)::bigint - epoch(s.entered_at)::bigint - s.queue_seconds - s.wait_seconds as work_seconds,
    business_reading(cl.seconds_before, cl.is_open, s.left_at) - business_reading(ce.seconds_before, ce.is_open, s.entered_at) as business_seconds,
    business_reading(ct.seconds_before, ct.is_open, s.first_touch_at) - business_reading(ce.seconds_before, ce.is_open, s.entered_at) as touch_business_seconds,
    later(s.entered_at, ce.offset_seconds) as entered_local,
    later(s.left_at, cl.offset_seconds) as left_local,
    k.channel, k.category, k.product, k.priority, k.region,
    coalesce(k.excluded, x.state) as excluded
from timed s
join part_ticket k using (ticket_no)
left join left_out x using (ticket_no)
left join clock_bucket ce on ce.bucket = clock_bucket_of(s.entered_at)
left join clock_bucket cl on cl.bucket = clock_bucket_of(s.left_at)
left join clock_bucket ct on ct.bucket = clock_bucket_of(s.first_touch_at);

insert into work.move by name
select k.ticket_id, c.seq, c.occurred_at as moved_at, c.from_team, c.team as to_team, e.agent_key, r.reason
from change c
join part_ticket k using (ticket_no)
left join part_event e on e.ticket_no = c.ticket_no and e.seq = c.seq
left join (
    select ticket_no, occurred_at, team, min(reason) as reason
    from part_event
    where reason is not null and team is not null
    group by all
) r on r.ticket_no = c.ticket_no and r.occurred_at = c.occurred_at and r.team = c.team
where c.is_move and c.from_team is not null;
