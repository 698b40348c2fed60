-- A roster that was read and is looked at before it is applied: one for each instructor of a class, kept for a day.
create table roster_draft (
    class      uuid not null references class (id) on delete cascade,
    instructor uuid not null references learner (id) on delete cascade,
    text       text not null check (length(text) <= 400000),
    made_at    timestamptz not null default now(),
    primary key (class, instructor)
);
create index roster_draft_by_time on roster_draft (made_at);

-- Who signs in is looked for in all rosters.
create index roster_by_login on roster_entry (login) where login <> '' and learner is null;
