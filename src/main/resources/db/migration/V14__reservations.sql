-- Sandboxes that are kept for the learners of a class, and learners who were moved up in the queue.

-- What an engine keeps for a class until then: so many sandboxes of a recipe, those that its learners hold included.
create table sandbox_reservation (
    engine   text not null,
    class    uuid not null references class (id) on delete cascade,
    recipe   text not null,
    topology text not null,
    size     integer not null check (size > 0),
    until    timestamptz not null,
    primary key (engine, class, recipe)
);

-- Of a warm sandbox: the class that it is kept for, and nobody else gets it. Of a claimed one: the class that it counts for.
-- When the class goes, it is kept for nobody.
alter table sandbox add column class uuid references class (id) on delete set null;
create index sandbox_of_class on sandbox (class, engine, recipe) where class is not null;

-- The limits of the learner's class, in seconds; null for those of the lab.
alter table sandbox add column idle_seconds integer check (idle_seconds > 0);
alter table sandbox add column hard_seconds integer check (hard_seconds > 0);

-- The class whose instructor moved the learner up; null for who waits in turn.
alter table sandbox_queue add column moved_for uuid references class (id) on delete set null;
