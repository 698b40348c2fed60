-- What lets programs in. As with sessions, only the SHA-256 of a token is kept.

create table api_token (
    id           uuid primary key default gen_random_uuid(),
    account      uuid not null references account (learner) on delete cascade,
    token_hash   bytea not null unique check (length(token_hash) = 32),
    name         text not null check (length(name) between 1 and 100),
    -- What its owner gave it; what it may at a moment is what the owner may then, and no more than this.
    scopes       text[] not null check (cardinality(scopes) > 0),
    made_at      timestamptz not null default now(),
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    check (expires_at <= made_at + interval '366 days')
);
create index api_token_of_account on api_token (account, made_at desc);

-- A grade that was given again on evidence that was kept, because the lesson had changed; null for one that was given live.
alter table grade add column regraded_at timestamptz;
-- Attempts of everybody in a class are listed in this order.
create index attempt_of_lesson on attempt (lesson, id desc);
