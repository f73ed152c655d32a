-- The tier-tracking store: ladder and roster are typed by the desk, move is a fact, the rest is derived from desk.event.
create schema tier;

create table tier.ladder (
    tier    integer not null,
    name_en varchar not null,
    name_de varchar not null
);
insert into tier.ladder values
    (0, 'Self-service', 'Selbsthilfe'),
    (1, '1st level', '1st Level'),
    (2, '2nd level', '2nd Level'),
    (3, '3rd level / development', '3rd Level / Entwicklung'),
    (4, 'Vendor', 'Hersteller');

-- Which team is which tier; entries are tried in the order of pos, the first match wins.
create table tier.roster (
    pos        integer not null,
    team       varchar,              -- exact name, or
    pattern    varchar,              -- regular expression over the whole name
    tier       integer not null,
    valid_from timestamp,            -- null = always
    valid_to   timestamp             -- exclusive; null = for ever
);

-- The roster worked out for the teams that occur: one row per team and span without overlap.
create table tier.placement (
    team       varchar not null,
    tier       integer not null,
    valid_from timestamp not null,
    valid_to   timestamp not null
);

create table tier.move (
    ticket_id varchar not null,
    seq       bigint not null,
    moved_at  timestamp not null,
    from_team varchar,
    to_team   varchar not null,
    agent_key varchar,
    reason    varchar
);

-- One unbroken holding of an open ticket by one team. The ticket's dimensions are repeated so that figures need no join.
create table tier.stint (
    ticket_id        varchar not null,
    stint_no         integer not null,     -- 1, 2, ... in time order
    team             varchar,              -- null: nobody held it yet
    tier             integer,              -- null: the roster has no tier for the team
    entered_at       timestamp not null,
    left_at          timestamp,            -- null: holds it now
    entered_by       varchar not null,     -- intake, assigned (first team after none), move, reopen
    from_team        varchar,
    from_tier        integer,
    went_back        boolean default false,   -- moved straight back to the team it had come from
    first_touch_at   timestamp,
    outcome          varchar not null,     -- resolved escalated returned passed closed open; assigned (from nobody), moved (a tier is unknown)
    queue_seconds    bigint,               -- entered to first touch, or to the end when untouched
    wait_seconds     bigint,               -- in a waiting state after the first touch
    work_seconds     bigint,               -- the rest of the stint
    after_seconds    bigint,               -- resolved to closed or reopened (cool-down), not part of the stint
    business_seconds bigint,               -- entered to left in opening hours
    touch_business_seconds bigint,         -- entered to first touch in opening hours
    entered_local    timestamp not null,   -- wall clock of the desk
    left_local       timestamp,
    channel          varchar,
    category         varchar,
    product          varchar,
    priority         varchar,
    region           varchar,
    excluded         varchar
);

-- One row per ticket: every measure a figure counts, with the dimensions.
create table tier.path (
    ticket_id             varchar not null,
    source                varchar not null,
    created_at            timestamp not null,
    created_local         timestamp not null,
    first_resolved_at     timestamp,
    resolved_at           timestamp,        -- last resolution; null while the ticket is open
    resolved_local        timestamp,
    closed_at             timestamp,
    is_open               boolean not null, -- now
    ever_resolved         boolean not null,
    reopens               integer,          -- times it left the resolved state; null: the source has no states and no counter
    reopen_gap_seconds    bigint,           -- shortest time from a resolution to the reopening after it
    first_response_at     timestamp,
    first_response_seconds          bigint,
    first_response_business_seconds bigint,
    first_resolution_seconds          bigint,
    first_resolution_business_seconds bigint,
    resolution_seconds          bigint,     -- created to last resolution
    resolution_business_seconds bigint,
    contacts              integer,          -- null: the source has no contact records
    replies               integer,          -- public messages of agents; null: no such records
    agents                integer,          -- distinct human agents who acted; null: the source names none
    teams                 integer not null, -- distinct teams that held it
    moves                 integer not null, -- changes of team after intake
    escalations           integer not null,
    escalations_from_2    integer not null, -- moves from tier 2 upwards
    returns               integer not null,
    passes                integer not null,
    ping_pong             boolean not null, -- A-B-A in the sequence of teams
    tier_ping_pong        boolean not null, -- A-B-A in the sequence of tiers
    placed                boolean not null, -- at least one team, and every team that held it has a tier
    first_team            varchar,
    first_tier            integer,
    last_team             varchar,          -- solver when resolved, holder while open
    last_tier             integer,
    max_tier              integer,
    held_by_1             boolean not null,
    held_by_2             boolean not null,
    effort_minutes        double,
    csat                  double,
    sla_met               boolean,
    sla_due_at            timestamp,
    has_knowledge         boolean,          -- null: the source has no article links
    level1_capable        boolean,
    first_level_possible  boolean,          -- null: no category is marked
    reassignments         integer,
    channel               varchar,
    category              varchar,
    product               varchar,
    priority              varchar,
    region                varchar,
    excluded              varchar
);
