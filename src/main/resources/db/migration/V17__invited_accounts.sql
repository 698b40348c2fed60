-- Whether somebody in charge let this person have this login. A login that a guest chose for themselves says nothing about who they
-- are, so it takes nobody's place on a roster. Of accounts that were there before, only those in charge are known to be invited.
alter table account add column invited boolean not null default false;
update account set invited = true where role <> 'learner';
