-- What terminals showed, where the learner agreed to it. A recording is the learner's and goes with them; it outlives its sandbox.

-- What a learner said on the page of an exercise. The newer of this and of what they told a class counts.
create table recording_choice (
    learner   uuid primary key references learner (id) on delete cascade,
    wanted    boolean not null,
    chosen_at timestamptz not null
);

-- One clock for all terminals of a sandbox: times of what they showed are counted from began_at.
create table recording (
    id       text primary key check (id ~ '^[a-z2-7]{26}$'),
    learner  uuid not null references learner (id) on delete cascade,
    sandbox  text not null check (sandbox ~ '^[a-z2-7]{26}$'),
    -- What the learner had the sandbox for, such as iptables-following-a-packet/minimal-firewall.
    purpose  text not null,
    began_at timestamptz not null,
    last_at  timestamptz not null,
    -- Why nothing is added any more; null while something may be.
    ending   text check (ending in ('stopped', 'over', 'full')),
    -- Characters, all terminals together.
    size     bigint not null default 0
);
create index recording_of_learner on recording (learner, began_at desc);
create index recording_of_sandbox on recording (sandbox, began_at desc);
create index recording_by_age on recording (last_at);

-- The classes whose instructors may see it: those that the learner had agreed with when it began.
create table recording_audience (
    recording text not null references recording (id) on delete cascade,
    class     uuid not null references class (id) on delete cascade,
    primary key (recording, class)
);

-- The size is the one at the beginning.
create table recording_terminal (
    recording text not null references recording (id) on delete cascade,
    terminal  text not null check (terminal ~ '^t[1-9][0-9]?$'),
    columns   integer not null,
    rows      integer not null,
    primary key (recording, terminal)
);

-- Lines of JSON as text: they are only ever read whole.
create table recording_chunk (
    recording text not null,
    terminal  text not null,
    number    integer not null,
    content   text not null,
    primary key (recording, terminal, number),
    foreign key (recording, terminal) references recording_terminal (recording, terminal) on delete cascade
);
