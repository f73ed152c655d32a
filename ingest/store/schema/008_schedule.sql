-- Reports that go out by mail: when, what and to whom; and every try to send one.
create table desk.schedule (
    name       varchar not null,
    cron       varchar not null,   -- minute hour day-of-month month weekday
    zone       varchar not null,   -- whose wall clock that is
    recipients varchar[] not null,
    formats    varchar[] not null,
    lang       varchar not null,
    period     varchar not null,   -- last-week, last-month, last-quarter, last-year, all
    compare    varchar not null,   -- previous, year; empty: none
    filters    varchar[] not null, -- dim=value
    owner      varchar not null,   -- with whose rights it runs; empty: the owner of the file
    saved_at   timestamp not null  -- UTC
);

create table desk.sent (
    name     varchar not null,     -- of the schedule
    due_at   timestamp not null,   -- UTC
    tried_at timestamp not null,   -- UTC
    attempt  integer not null,
    ok       boolean not null,
    final    boolean not null,     -- nothing more is tried for this time
    detail   varchar not null
);
