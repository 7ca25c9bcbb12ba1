-- The words of tags, for the generated column below: array_to_string() itself is not immutable.
create function words_of(tags text[]) returns text
language sql immutable parallel safe
return array_to_string(tags, ' ');

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
  -- How much it matters to the person, from 1 to 5; null where they did not say.
  weight smallint check (weight between 1 and 5),
  -- Entries that belong to it. Each link stands in both entries.
  links uuid[] not null default '{}',
  -- Where an imported entry comes from: kind, and what that kind knows (commit, branch, tickets, minutes).
  origin jsonb,
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
  -- Words as they stand, so that names and phrases are found, and their English stems. No phrase goes over a gap.
  search tsvector generated always as (
    setweight(to_tsvector('simple', text) || '''~'':3'::tsvector || to_tsvector('english', text), 'A')
    || '''~'':3'::tsvector
    || setweight(to_tsvector('simple', coalesce(project, '') || ' ' || words_of(tags)), 'B')
  ) stored
);

create index entries_newest on entries (org_id, at desc, id desc) where deleted_at is null;
create index entries_search on entries using gin (search);
create index entries_trash on entries (org_id, deleted_at) where deleted_at is not null;

-- What names an imported entry at its source: what is here is not imported again, even after its entry was purged.
create table import_keys (
  org_id uuid not null references orgs,
  user_id uuid not null references users,
  key text not null,
  entry_id uuid references entries on delete set null,
  primary key (org_id, user_id, key)
);

create index import_keys_entry on import_keys (entry_id);

create table skills (
  id uuid primary key,
  org_id uuid not null references orgs,
  name text not null,
  category text not null,
  -- What the user made of it: extraction goes by the name and leaves these three alone.
  hidden boolean not null default false,
  label text,
  part_of uuid references skills,
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
