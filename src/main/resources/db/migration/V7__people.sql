-- People with an account, what lets them in, and what those in charge did.

-- Makes of a learner somebody who signs in: by a login and a password kept here, by a provider of identities, or by both.
-- Guests have no account.
create table account (
    learner         uuid primary key references learner (id) on delete cascade,
    login           text unique check (login ~ '^[a-z0-9][a-z0-9._@+-]{1,63}$'),
    password_hash   text,
    issuer          text,
    subject         text,
    role            text not null check (role in ('learner', 'instructor', 'grader', 'administrator')),
    made_at         timestamptz not null default now(),
    password_set_at timestamptz,
    deactivated_at  timestamptz,
    unique (issuer, subject),
    check ((login is null) = (password_hash is null)),
    check ((issuer is null) = (subject is null)),
    check (login is not null or issuer is not null)
);
create index account_by_role on account (role) where deactivated_at is null;

-- Links that are good for one use. As with sessions, only the SHA-256 of a token is kept.
create table one_time_link (
    token_hash bytea primary key check (length(token_hash) = 32),
    id         uuid not null unique default gen_random_uuid(),
    -- Without an account: an invitation, and the role that it gives. With one: a new password for it.
    role       text check (role in ('learner', 'instructor', 'grader', 'administrator')),
    account    uuid references account (learner) on delete cascade,
    note       text not null default '' check (length(note) <= 200),
    made_by    uuid references learner (id) on delete cascade,
    made_at    timestamptz not null default now(),
    expires_at timestamptz not null,
    check ((role is null) <> (account is null))
);
create index one_time_link_by_account on one_time_link (account) where account is not null;

-- By its id a session can be named on a page without its secret.
alter table session add column id uuid not null unique default gen_random_uuid();
alter table session add column browser text not null default '' check (length(browser) <= 100);

-- What instructors and administrators did. Names are as they were at that time, so that the log outlives accounts.
create table audit_entry (
    id         bigint primary key generated always as identity,
    at         timestamptz not null default clock_timestamp(),
    actor      uuid,
    actor_name text not null,
    action     text not null check (action ~ '^[a-z_]{1,60}$'),
    subject    text not null check (length(subject) <= 300),
    detail     text not null default '' check (length(detail) <= 1000)
);
create index audit_entry_by_actor on audit_entry (actor_name, id desc);
create index audit_entry_by_action on audit_entry (action, id desc);

-- It is only ever added to. Entries may go when they are two years old, and no sooner.
create function keep_audit_entry() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '2 years' then
        return old;
    end if;
    raise exception 'the audit log is only added to';
end $$;

create trigger audit_entry_is_kept before update or delete on audit_entry for each row execute function keep_audit_entry();
create trigger audit_log_is_kept before truncate on audit_entry for each statement execute function keep_audit_entry();
