-- What people cost and how many hours were paid, for the planner.

-- One row per agent and day from which a salary holds.
create table desk.salary (
    agent_key     varchar not null,
    tier          integer,             -- null: the tier of the agent's team
    grade         varchar,
    region        varchar,
    annual_salary double not null,     -- gross, for full time
    currency      varchar not null,    -- ISO 4217
    valid_from    date,                -- null: always
    batch_id      bigint not null
);

-- Paid hours of a team in a week; week is its Monday.
create table desk.paid_hours (
    team       varchar not null,
    week       date not null,
    paid_hours double not null,
    batch_id   bigint not null
);
