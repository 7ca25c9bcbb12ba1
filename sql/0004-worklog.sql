create table entries (
  id uuid primary key,
  org_id uuid not null references orgs,
  user_id uuid not null references users,
  at timestamptz not null,
  zone text not null,
  text text not null check (text <> ''),
  project text,
  tags text[] not null default '{}',
  private boolean not null default false,
  -- SHA-256 of the text: what evidence and reports were made from.
  hash text not null,
  -- What worklog.analyze found: kind, outcome, numbers, people, systems; and who found it.
  analysis jsonb,
  analyzed_hash text,
  -- Hash of the text in which skills.extract last looked.
  extracted_hash text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  search tsvector generated always as (to_tsvector('simple', text || ' ' || coalesce(project, ''))) stored
);

create index entries_newest on entries (org_id, at desc, id desc) where deleted_at is null;
create index entries_search on entries using gin (search);

create table skills (
  id uuid primary key,
  org_id uuid not null references orgs,
  name text not null,
  category text not null,
  hidden boolean not null default false,
  created_at timestamptz not null default now(),
  unique (org_id, name)
);

create table skill_evidence (
  org_id uuid not null references orgs,
  skill_id uuid not null references skills on delete cascade,
  entry_id uuid not null references entries on delete cascade,
  -- Characters (UTF-16 units) of the entry's text, and the excerpt itself, byte for byte.
  start_at integer not null check (start_at >= 0),
  end_at integer not null,
  excerpt text not null,
  entry_hash text not null,
  confidence real not null check (confidence between 0 and 1),
  engine text not null,
  primary key (skill_id, entry_id, start_at),
  check (end_at > start_at)
);

create index skill_evidence_entry on skill_evidence (entry_id);

create table reports (
  id uuid primary key,
  org_id uuid not null references orgs,
  user_id uuid references users,
  job_id uuid references jobs on delete set null,
  kind text not null,
  from_date date,
  to_date date,
  title text not null,
  content jsonb not null,
  rendered text not null,
  engine text not null,
  created_at timestamptz not null default now(),
  unique (org_id, job_id, kind)
);

create index reports_newest on reports (org_id, kind, id desc);
