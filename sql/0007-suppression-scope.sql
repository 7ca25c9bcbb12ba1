-- From when a wish to get no more mail counts for brands beyond its own: one that was added later, perhaps the same
-- under another name, is covered too.
alter table suppressions add column since timestamptz;
update suppressions set since = created_at;
alter table suppressions alter column since set default now(), alter column since set not null;

-- The mailbox that an address names, as the application compares them: SQL's lower() depends on the collation.
alter table deliveries add column mailbox text;
update deliveries set mailbox = lower(recipient);
alter table deliveries alter column mailbox set not null;
