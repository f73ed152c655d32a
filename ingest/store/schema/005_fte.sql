-- How much of a full-time person an agent is, from an agents file: 1 full time, 0.5 half; null: not known.
alter table desk.agent add column fte double;
