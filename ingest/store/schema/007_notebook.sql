-- What people write beside the figures: saved views, annotations of days, targets of figures.
create table desk.notebook (
    kind     varchar not null,   -- view, annotation, target
    key      varchar not null,   -- unique within the kind: a view's name in small letters, an annotation's own key, a target's figure
    name     varchar not null,   -- of a view, as typed
    text     varchar not null,   -- a view's address; an annotation's sentence
    day      date,               -- of an annotation
    amount   double,             -- of a target, in the unit of the figure
    saved_at timestamp not null  -- UTC
);
