-- Learners and what they did. Every row about a learner goes when the learner goes.

create table class (
    code       text primary key check (code ~ '^[A-Z0-9-]{3,32}$'),
    name       text not null check (length(name) between 1 and 200),
    created_at timestamptz not null default now()
);

create table learner (
    id         uuid primary key,
    name       text not null check (length(name) between 1 and 240),
    class_code text references class (code) on delete set null,
    created_at timestamptz not null default now()
);
create index learner_by_class on learner (class_code) where class_code is not null;

-- Only the SHA-256 of a token is kept: who reads this table cannot sign in with it.
create table session (
    token_hash   bytea primary key check (length(token_hash) = 32),
    learner      uuid not null references learner (id) on delete cascade,
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at   timestamptz not null
);
create index session_by_learner on session (learner, last_seen_at);
create index session_by_expiry on session (expires_at);

-- A learner has one resume link at a time; renewing it ends the old one.
create table resume_link (
    learner    uuid primary key references learner (id) on delete cascade,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at timestamptz not null default now()
);

-- One try at an exercise: it begins with a machine and goes on until the learner starts over.
create table attempt (
    id         bigint generated always as identity primary key,
    learner    uuid not null references learner (id) on delete cascade,
    lesson     text not null,
    exercise   text not null,
    started_at timestamptz not null default now(),
    passed_at  timestamptz,
    hints_seen integer not null default 0 check (hints_seen >= 0)
);
create index attempt_by_exercise on attempt (learner, lesson, exercise, id desc);

create table answer (
    id       bigint generated always as identity primary key,
    attempt  bigint not null references attempt (id) on delete cascade,
    check_id text not null,
    text     text not null check (length(text) <= 4000),
    given_at timestamptz not null default now()
);
create index answer_by_attempt on answer (attempt, check_id, id desc);

create table grade (
    id        bigint generated always as identity primary key,
    attempt   bigint not null references attempt (id) on delete cascade,
    passed    boolean not null,
    checks    jsonb not null,
    evidence  text not null,
    graded_at timestamptz not null default now()
);
create index grade_by_attempt on grade (attempt, id desc);
