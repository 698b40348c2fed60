-- Walks of packets that can be looked at again, each with the rules as they were. A sandbox's oldest make room for its newest.

create table kept_walk (
    id         text primary key check (id ~ '^[a-z2-7]{26}$'),
    sequence   bigint not null generated always as identity,
    learner    uuid not null references learner (id) on delete cascade,
    sandbox    text not null check (sandbox ~ '^[a-z2-7]{26}$'),
    created_at timestamptz not null,
    -- JSON as text: it is only ever read whole.
    content    text not null
);
create index kept_walk_of_sandbox on kept_walk (sandbox, sequence desc);
create index kept_walk_of_learner on kept_walk (learner, sequence desc);
