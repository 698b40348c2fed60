-- What is needed to forget people in time, and all of them.

-- When a learner was here last. Sessions know it, too, but go long before who has not been here for long is forgotten.
alter table learner add column seen_at timestamptz not null default now();
update learner l set seen_at = s.seen_at
from (select learner, max(last_seen_at) as seen_at from session group by learner) s where s.learner = l.id;
create index learner_by_last_visit on learner (seen_at);

-- A journal goes with its learner even if no attempt was made in its sandbox, and who is gone gets none any more.
alter table journal add column learner uuid references learner (id) on delete cascade;
update journal j set learner = a.learner from attempt a where a.sandbox = j.sandbox;
create index journal_of_learner on journal (learner);

-- For finding what is old.
create index grade_with_evidence_by_age on grade (graded_at) where evidence <> '';
create index kept_walk_by_age on kept_walk (created_at);

-- One row: when what need not be kept any longer was last deleted.
create table retention (
    last_run_at timestamptz not null,
    only_one    boolean not null unique default true check (only_one)
);
insert into retention (last_run_at) values ('1970-01-01 00:00:00+00');
