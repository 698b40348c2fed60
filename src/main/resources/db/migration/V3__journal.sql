-- What changed in a sandbox, in order. It belongs to the attempts that were made in it, and goes with the last of them.

-- The sandbox in which an attempt is made; null until something was graded there. It outlives the sandbox itself.
alter table attempt add column sandbox text;
create index attempt_by_sandbox on attempt (sandbox) where sandbox is not null;

-- When the learner asked for the solution, or an instructor gave it.
alter table attempt add column solution_seen_at timestamptz;
alter table attempt add column solution_given_at timestamptz;

create table journal (
    sandbox    text primary key check (sandbox ~ '^[a-z2-7]{26}$'),
    created_at timestamptz not null default now()
);

-- The content is JSON as text and not jsonb: it is only ever read whole, and jsonb keeps no NUL, which a learner's file may hold.
create table journal_entry (
    sandbox text not null references journal (sandbox) on delete cascade,
    number  bigint not null,
    at      timestamptz not null,
    content text not null,
    primary key (sandbox, number)
);

create function forget_journal() returns trigger language plpgsql as $$
begin
    if old.sandbox is not null and not exists (select 1 from attempt where sandbox = old.sandbox) then
        delete from journal where sandbox = old.sandbox;
    end if;
    return null;
end $$;

create trigger attempt_forgets_journal after delete on attempt for each row execute function forget_journal();
create trigger attempt_leaves_journal after update of sandbox on attempt for each row
    when (old.sandbox is distinct from new.sandbox) execute function forget_journal();
