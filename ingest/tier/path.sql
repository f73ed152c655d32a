-- One row per ticket of part_ticket: every measure a figure counts.
create or replace temp table walked as
select
    h.ticket_no,
    coalesce(any_value(d.teams), max(case when h.team is null then 0 else 1 end)) as teams,
    count(*) filter (h.entered_by = 'move') as moves,
    count(*) filter (h.entered_by = 'move' and h.tier > h.from_tier) as escalations,
    count(*) filter (h.entered_by = 'move' and h.tier > h.from_tier and h.from_tier = 2) as escalations_from_2,
    count(*) filter (h.entered_by = 'move' and h.tier < h.from_tier) as returns,
    count(*) filter (h.entered_by = 'move' and h.tier = h.from_tier) as passes,
    count(h.team) > 0 and count(*) filter (h.team is not null and h.tier is null) = 0 as placed,
    any_value(h.team) filter (h.entered_by in ('intake', 'assigned')) as first_team, -- one of them has a team at most
    any_value(h.tier) filter (h.entered_by in ('intake', 'assigned')) as first_tier,
    any_value(h.team) filter (h.is_last) as last_team,
    any_value(h.tier) filter (h.is_last) as last_tier,
    max(h.tier) as max_tier,
    coalesce(bool_or(h.tier = 1), false) as held_by_1,
    coalesce(bool_or(h.tier = 2), false) as held_by_2,
    bool_or(h.left_at is null) as is_open
from holding h
left join (
    select ticket_no, count(distinct team) as teams
    from (select ticket_no, team from holding where entered_by = 'move' union all select ticket_no, from_team from holding where entered_by = 'move')
    group by ticket_no
) d using (ticket_no)
group by h.ticket_no;

create or replace temp table bounced_tier as
select distinct ticket_no
from (
    select ticket_no, tier = lag(from_tier) over (partition by ticket_no order by stint_no) as went_back
    from holding
    where entered_by = 'move' and tier <> from_tier
)
where went_back;

create or replace temp table resolution as
select
    ticket_no,
    min(done_at) as first_resolved_at,
    max(done_at) as resolved_at,
    max(cool_at) as closed_at,
    count(reopened_at) as reopens,
    min(epoch(reopened_at)::bigint - epoch(done_at)::bigint) as reopen_gap_seconds
from done
group by ticket_no;

-- A contact is a public message or call of an agent; a ticket that an agent created in public starts with one.
create or replace temp table acted as
select
    ticket_no,
    count(distinct agent_key) filter (not by_system) as agents,
    count(*) filter (is_contact) as contacts,
    count(*) filter (is_contact and kind = 'reply') as replies,
    min(occurred_at) filter (is_contact and kind = 'reply') as first_reply_at,
    sum(minutes) as minutes,
    bool_or(kind = 'knowledge') as has_knowledge,
    bool_or(state is not null) as has_states
from (
    select
        *,
        agent_key is not null and not by_system
            and (kind = 'reply' and coalesce(public, true) or kind = 'created' and coalesce(public, false)) as is_contact
    from part_event
)
group by ticket_no;

insert into work.path by name
with told as (
    select
        t.ticket_id, t.source, t.created_at,
        r.first_resolved_at,
        case when not w.is_open then r.resolved_at end as resolved_at,
        case when not w.is_open then coalesce(r.closed_at, t.closed_at) end as closed_at,
        w.is_open,
        r.ticket_no is not null as ever_resolved,
        case when coalesce(a.has_states, false) then coalesce(r.reopens, 0) else t.reopens end as reopens,
        r.reopen_gap_seconds,
        coalesce(t.first_response_at, a.first_reply_at) as first_response_at,
        coalesce(t.contacts, case when s.has_replies then coalesce(a.contacts, 0) end) as contacts,
        case when s.has_replies then coalesce(a.replies, 0) end as replies,
        nullif(a.agents, 0) as agents,
        w.teams, w.moves, w.escalations, w.escalations_from_2, w.returns, w.passes,
        b.ticket_no is not null as ping_pong,
        bt.ticket_no is not null as tier_ping_pong,
        w.placed, w.first_team, w.first_tier, w.last_team,
        w.last_tier,
        w.max_tier, w.held_by_1, w.held_by_2,
        coalesce(t.effort_minutes, a.minutes) as effort_minutes,
        t.csat, coalesce(t.sla_met, case when not w.is_open then r.first_resolved_at <= t.sla_due_at end) as sla_met, t.sla_due_at,
        case
            when t.knowledge_key is not null or a.has_knowledge then true
            when s.has_knowledge then false
        end as has_knowledge,
        t.level1_capable,
        case when (select count(*) from category) > 0 then coalesce(c.first_level, true) end as first_level_possible,
        t.reassignments,
        t.channel, t.category, t.product, t.priority, t.region,
        coalesce(t.excluded, x.state) as excluded
    from part_ticket t
    join walked w using (ticket_no)
    join source s on s.source = t.source
    left join (select distinct ticket_no from bounced) b using (ticket_no)
    left join bounced_tier bt using (ticket_no)
    left join resolution r using (ticket_no)
    left join acted a using (ticket_no)
    left join category c on c.category = t.category
    left join left_out x using (ticket_no)
)
select
    p.*,
    later(p.created_at, cc.offset_seconds) as created_local,
    later(p.resolved_at, cl.offset_seconds) as resolved_local,
    epoch(p.first_response_at)::bigint - epoch(p.created_at)::bigint as first_response_seconds,
    epoch(p.first_resolved_at)::bigint - epoch(p.created_at)::bigint as first_resolution_seconds,
    epoch(p.resolved_at)::bigint - epoch(p.created_at)::bigint as resolution_seconds,
    business_reading(cr.seconds_before, cr.is_open, p.first_response_at) - business_reading(cc.seconds_before, cc.is_open, p.created_at) as first_response_business_seconds,
    business_reading(cf.seconds_before, cf.is_open, p.first_resolved_at) - business_reading(cc.seconds_before, cc.is_open, p.created_at) as first_resolution_business_seconds,
    business_reading(cl.seconds_before, cl.is_open, p.resolved_at) - business_reading(cc.seconds_before, cc.is_open, p.created_at) as resolution_business_seconds
from told p
left join clock_bucket cc on cc.bucket = clock_bucket_of(p.created_at)
left join clock_bucket cr on cr.bucket = clock_bucket_of(p.first_response_at)
left join clock_bucket cf on cf.bucket = clock_bucket_of(p.first_resolved_at)
left join clock_bucket cl on cl.bucket = clock_bucket_of(p.resolved_at);
