-- The day on which the desk's employer hired an agent, from an agents file; null: not known.
alter table desk.agent add column hired_on date;
