-- The login for which a provider of identities vouched when this person last signed in by it; rosters expect them by it. Nobody signs in
-- with it here, and nothing keeps two accounts from having the same: a place on a roster is taken once.
alter table account add column vouched_login text check (vouched_login ~ '^[a-z0-9][a-z0-9._@+-]{1,63}$');
alter table account add check (vouched_login is null or issuer is not null);
