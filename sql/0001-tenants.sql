create table orgs (
  id uuid primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  org_id uuid not null references orgs,
  -- The login that finds them again.
  name text not null,
  -- How they are called on a résumé.
  full_name text,
  email text,
  created_at timestamptz not null default now(),
  unique (org_id, name)
);

-- One row for each change that a person or a job made: what undo and history read.
create table audit_log (
  id uuid primary key,
  org_id uuid not null references orgs,
  user_id uuid references users,
  job_id uuid,
  at timestamptz not null default now(),
  action text not null,
  subject text not null,
  subject_id uuid,
  before jsonb,
  after jsonb,
  undone_at timestamptz
);

create index audit_log_newest on audit_log (org_id, id desc);
create index audit_log_subject on audit_log (org_id, subject_id);

-- Keys that sign the links in mails. The newest one signs, all that are not retired open.
create table signing_keys (
  id text primary key,
  org_id uuid not null references orgs,
  secret bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

create index signing_keys_newest on signing_keys (org_id, created_at desc);
