-- Scenarios of the planner: what a user typed, under a name. What is not in them stays measured or a default.
create table desk.scenario (
    name_key varchar not null,    -- the name without the case of its letters: unique
    name     varchar not null,
    note     varchar not null,
    saved_at timestamp not null   -- UTC
);

-- What is typed in them. A number has an amount; words have one row each, and a list without words one row with neither.
create table desk.scenario_value (
    name_key varchar not null,
    key      varchar not null,    -- tier1.salary, category.NAME.solve, country, live_channels
    pos      integer not null,    -- of a word in its list; 0 for a number
    amount   double,              -- in the unit of the field
    word     varchar
);
