-- Classes: who teaches whom, what, and when. A class goes with everything in it; learners stay, and keep their own work.

alter table class add column id uuid not null default gen_random_uuid();
alter table class add column lesson text not null default 'iptables-following-a-packet';
alter table class alter column lesson drop default;
-- Nobody joins after it has ended; who joins before it starts waits for it with the others. Null for no bound.
alter table class add column starts_at timestamptz;
alter table class add column ends_at timestamptz;
alter table class add constraint class_ends_after_it_starts check (ends_at > starts_at);
alter table class add column capacity integer not null default 100 check (capacity between 1 and 1000);
-- Limits on each learner's machines, in minutes; null for those of the lab.
alter table class add column idle_minutes integer check (idle_minutes between 5 and 600);
alter table class add column hard_minutes integer check (hard_minutes between 15 and 1440);
-- Sandboxes that are kept warm for this class around its start.
alter table class add column reserved integer not null default 0 check (reserved between 0 and 1000);
-- Only those on the roster may join.
alter table class add column roster_only boolean not null default false;
-- Closed by an instructor: nobody joins, and what is there stays to be read.
alter table class add column closed_at timestamptz;

create table enrolment (
    class       uuid not null,
    learner     uuid not null references learner (id) on delete cascade,
    enrolled_at timestamptz not null default now(),
    -- What the learner said when they were asked, once for each class; null while nobody has asked.
    asked_at    timestamptz,
    may_watch   boolean not null default false,
    may_type    boolean not null default false,
    may_record  boolean not null default false,
    primary key (class, learner),
    check (may_watch or not may_type),
    check (asked_at is not null or not (may_watch or may_type or may_record))
);
create index enrolment_of_learner on enrolment (learner, enrolled_at desc);

insert into enrolment (class, learner, enrolled_at)
select c.id, l.id, l.created_at from learner l join class c on c.code = l.class_code;

alter table learner drop column class_code;
alter table class drop constraint class_pkey;
alter table class add primary key (id);
alter table class add constraint class_code_is_unique unique (code);
alter table enrolment add foreign key (class) references class (id) on delete cascade;

create table class_instructor (
    class      uuid not null references class (id) on delete cascade,
    instructor uuid not null references account (learner) on delete cascade,
    added_at   timestamptz not null default now(),
    primary key (class, instructor)
);
create index class_instructor_classes on class_instructor (instructor);

-- Who is expected. A row is taken by the learner who follows its personal link, or signs in with its login.
create table roster_entry (
    id         uuid primary key default gen_random_uuid(),
    class      uuid not null references class (id) on delete cascade,
    position   integer not null,
    name       text not null check (length(name) between 1 and 240),
    -- What the school calls them, such as a student number; comes back in the gradebook.
    reference  text not null default '' check (length(reference) <= 100),
    -- The login of an account that is enrolled by itself; '' for none.
    login      text not null default '' check (length(login) <= 64),
    -- Of the personal link; null once another has been made in its place.
    token_hash bytea unique check (length(token_hash) = 32),
    learner    uuid references learner (id) on delete set null
);
create index roster_of_class on roster_entry (class, position);
create unique index roster_reference on roster_entry (class, reference) where reference <> '';
create unique index roster_login on roster_entry (class, login) where login <> '';
create index roster_of_learner on roster_entry (learner) where learner is not null;
