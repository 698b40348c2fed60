-- Help between instructors and the learners of a class.

-- What an instructor has written to a learner. It goes with the learner and with the class.
create table note (
    id          bigint primary key generated always as identity,
    class       uuid not null references class (id) on delete cascade,
    learner     uuid not null references learner (id) on delete cascade,
    lesson      text not null,
    exercise    text not null,
    -- A hint says something about the exercise; a note may be about anything.
    kind        text not null check (kind in ('note', 'hint')),
    author      uuid references learner (id) on delete set null,
    -- As they were called then, so that a note outlives an account.
    author_name text not null check (length(author_name) <= 240),
    text        text not null check (length(text) between 1 and 2000),
    sent_at     timestamptz not null default now(),
    -- When it was on the learner's screen; null before.
    read_at     timestamptz
);
create index note_to_learner on note (learner, lesson, exercise, id desc);
create index note_of_class on note (class, id desc);

-- Who asks for help with what. Every class of theirs on that lesson sees it, until it is taken back or answered.
create table raised_hand (
    learner   uuid not null references learner (id) on delete cascade,
    lesson    text not null,
    exercise  text not null,
    raised_at timestamptz not null default now(),
    primary key (learner, lesson)
);
