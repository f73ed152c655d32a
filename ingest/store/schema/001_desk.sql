-- Facts: what the source said. Every interpretation (schema tier, desk.clock) can be computed again from here.
-- Times are UTC without zone. A field the source does not know is null, never a guess.
create schema desk;

-- One row per named setting of the desk: timezone, desk_name, reopen_window_days, data_version, pseudonym_key (a mark of the key, not the key).
create table desk.setting (
    name  varchar not null,
    value varchar not null
);

-- One row per source system that was ever imported.
create table desk.source (
    source      varchar not null,
    has_replies   boolean not null,  -- its events hold agents' messages, so a ticket without one had no contact
    has_knowledge boolean not null   -- it links articles, so a ticket without a link has none
);

create table desk.batch (
    batch_id    bigint not null,
    mapping     varchar not null,
    files       varchar[] not null,
    started_at  timestamp not null,
    rows_read     bigint not null,
    rows_kept     bigint not null,
    rows_refused  bigint not null,
    rows_repeated bigint not null
);

-- Every refused row: record is the number of the data row in its file, the first one after the header is 1.
create table desk.fault (
    batch_id bigint not null,
    file     varchar not null,
    record   bigint not null,
    field    varchar not null,
    value    varchar,
    reason   varchar not null
);

create table desk.ticket (
    ticket_id         varchar not null,
    source            varchar not null,
    created_at        timestamp not null,
    updated_at        timestamp,          -- when the source last changed these fields; the newer row wins
    team              varchar,            -- team at intake, where the ticket file names it
    channel           varchar,
    category          varchar,
    product           varchar,
    priority          varchar,
    region            varchar,
    language          varchar,
    customer_key      varchar,
    first_response_at timestamp,
    resolved_at       timestamp,          -- last resolution
    first_resolved_at timestamp,
    closed_at         timestamp,
    contacts          integer,
    reopens           integer,
    effort_minutes    double,
    csat              double,             -- 1 = satisfied, 0 = not; the mapping decides
    sla_met           boolean,
    sla_due_at        timestamp,
    knowledge_key     varchar,
    level1_capable    boolean,            -- marked "1st level could have solved it"
    reassignments     integer,            -- the source's own counter, shown beside the observed moves
    excluded          varchar,            -- merged or spam: left out of all shares, counted apart
    batch_id          bigint not null
);

create table desk.event (
    ticket_id   varchar not null,
    seq         bigint not null,      -- order of arrival: file order breaks ties of occurred_at
    occurred_at timestamp not null,
    kind        varchar not null,     -- created moved assigned status reply note work resolved reopened closed merged knowledge rating
    team        varchar,              -- team the ticket is assigned to from here on; null = unchanged
    actor_team  varchar,              -- team of whoever acted, where the source says so
    agent_key   varchar,              -- pseudonym of whoever acted; null = customer or unknown
    by_system   boolean not null,     -- a rule or the system acted: no contact, no touch
    state       varchar,              -- new working waiting resolved closed merged spam; null = unchanged
    status      varchar,              -- the source's own word for the state
    minutes     double,               -- recorded effort
    public      boolean,
    reason      varchar,
    batch_id    bigint not null
);

-- Which team an agent belongs to, from an agents file.
create table desk.agent (
    agent_key varchar not null,
    team      varchar,
    batch_id  bigint not null
);

-- Categories marked as beyond 1st level (field work, hardware swap), for fcr_net.
create table desk.category (
    category    varchar not null,
    first_level boolean not null
);

-- Opening hours: weekday 1 = Monday .. 7 = Sunday, local time of the setting timezone.
create table desk.opening (
    weekday       integer not null,
    opens_minute  integer not null,  -- minutes after midnight
    closes_minute integer not null   -- 1440 for midnight
);

create table desk.holiday (
    day  date not null,
    name varchar
);

-- The cumulative business clock: from starts_at on, business_seconds have passed; it runs while is_open.
create table desk.clock (
    starts_at        timestamp not null,
    business_seconds bigint not null,
    is_open          boolean not null
);
