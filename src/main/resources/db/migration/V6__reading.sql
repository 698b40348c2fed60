-- How far a learner has read. Both go when the learner goes.

-- Sections of a lesson that were seen to their end.
create table section_read (
    learner uuid not null references learner (id) on delete cascade,
    lesson  text not null,
    section text not null check (length(section) between 1 and 100),
    read_at timestamptz not null default now(),
    primary key (learner, lesson, section)
);

-- The section at which a learner was last, one for each lesson.
create table reading_place (
    learner uuid not null references learner (id) on delete cascade,
    lesson  text not null,
    section text not null check (length(section) between 1 and 100),
    seen_at timestamptz not null default now(),
    primary key (learner, lesson)
);
