-- Webhooks: addresses that are told what happens in a class. What is to be told is written down in the transaction in which it
-- happens, by triggers, so that no way to a grade can forget it, and sent afterwards.

create table webhook (
    id          uuid primary key default gen_random_uuid(),
    class       uuid not null references class (id) on delete cascade,
    address     text not null check (length(address) between 8 and 2000),
    -- The key of its signatures: needed as it is to sign, unlike a password.
    secret      bytea not null check (length(secret) = 32),
    events      text[] not null check (cardinality(events) between 1 and 10),
    made_by     uuid references learner (id) on delete set null,
    made_at     timestamptz not null default now(),
    -- Nothing is sent and nothing is written down to be sent.
    disabled_at timestamptz,
    -- Deliveries given up since the last one that succeeded.
    failures    integer not null default 0 check (failures >= 0)
);
create index webhook_of_class on webhook (class, made_at);

create table webhook_delivery (
    id            uuid primary key default gen_random_uuid(),
    sequence      bigint not null generated always as identity,
    webhook       uuid not null references webhook (id) on delete cascade,
    event         text not null check (event ~ '^[a-z]+\.?[a-z]+$'),
    -- Whom and what it is about; what is said of them is read when it is sent, so that it is true then.
    learner       uuid references learner (id) on delete cascade,
    attempt       bigint references attempt (id) on delete cascade,
    made_at       timestamptz not null default now(),
    due_at        timestamptz not null default now(),
    -- A server is sending it until then; another may try after that.
    sending_until timestamptz,
    tries         integer not null default 0 check (tries >= 0),
    -- What the last try came to; no status where nothing answered.
    status        integer,
    problem       text not null default '' check (length(problem) <= 300),
    delivered_at  timestamptz,
    given_up_at   timestamptz,
    check (delivered_at is null or given_up_at is null)
);
create index webhook_delivery_due on webhook_delivery (due_at) where delivered_at is null and given_up_at is null;
create index webhook_delivery_of_webhook on webhook_delivery (webhook, sequence desc);
create index webhook_delivery_of_learner on webhook_delivery (learner) where learner is not null;
create index webhook_delivery_of_attempt on webhook_delivery (attempt) where attempt is not null;
-- Many grades of one attempt that nobody has been told of yet are one piece of news.
create unique index webhook_delivery_once on webhook_delivery (webhook, event, attempt)
    where tries = 0 and delivered_at is null and given_up_at is null and attempt is not null;

create function tell_webhooks(happened text, who uuid, of_lesson text, tried bigint) returns void language sql as $$
    insert into webhook_delivery (webhook, event, learner, attempt)
    select w.id, happened, who, tried
    from enrolment e join class c on c.id = e.class join webhook w on w.class = c.id
    where e.learner = who and c.lesson = of_lesson and c.closed_at is null
        and w.disabled_at is null and happened = any (w.events)
    on conflict do nothing
$$;

create function tell_of_attempt() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform tell_webhooks('attempt.started', new.learner, new.lesson, new.id);
    else
        perform tell_webhooks('attempt.passed', new.learner, new.lesson, new.id);
    end if;
    return null;
end $$;
create trigger attempt_started after insert on attempt for each row execute function tell_of_attempt();
create trigger attempt_passed after update of passed_at on attempt for each row
    when (old.passed_at is null and new.passed_at is not null) execute function tell_of_attempt();

create function tell_of_grade() returns trigger language plpgsql as $$
begin
    perform tell_webhooks('attempt.graded', a.learner, a.lesson, a.id) from attempt a where a.id = new.attempt;
    return null;
end $$;
create trigger grade_given after insert on grade for each row execute function tell_of_grade();

create function tell_of_enrolment() returns trigger language plpgsql as $$
begin
    insert into webhook_delivery (webhook, event, learner)
    select w.id, 'learner.enrolled', new.learner from webhook w
    where w.class = new.class and w.disabled_at is null and 'learner.enrolled' = any (w.events);
    return null;
end $$;
create trigger learner_enrolled after insert on enrolment for each row execute function tell_of_enrolment();
