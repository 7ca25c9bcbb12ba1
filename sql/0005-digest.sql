create table brands (
  id uuid primary key,
  org_id uuid not null references orgs,
  slug text not null,
  name text not null,
  -- The file as it was added, its SHA-256, and what it says once checked, with every default filled in.
  yaml text not null,
  hash text not null,
  content jsonb not null,
  -- Where the file lay when it was added, on the machine of whoever added it.
  file text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, slug)
);

-- Where a brand reads, one row for each address, with what is remembered of the last reading.
create table sources (
  id uuid primary key,
  org_id uuid not null references orgs,
  brand_id uuid not null references brands on delete cascade,
  kind text not null,
  name text not null,
  url text not null,
  -- Paths of the pages that are articles; all where it is empty.
  articles jsonb not null default '[]',
  etag text,
  last_modified text,
  read_at timestamptz,
  failures integer not null default 0,
  last_error text
);

create unique index sources_address on sources (brand_id, md5(url));

-- What was read, once for each org. Long addresses are indexed by hash.
create table pages (
  id uuid primary key,
  org_id uuid not null references orgs,
  url text not null,
  url_hash text not null,
  title text not null,
  text text not null,
  text_hash text not null,
  author text,
  language text,
  site text not null,
  published_at timestamptz,
  read_at timestamptz not null default now(),
  etag text,
  last_modified text,
  unique (org_id, url_hash)
);

-- The same text under another address.
create index pages_text on pages (text_hash, org_id);

create table digests (
  id uuid primary key,
  org_id uuid not null references orgs,
  brand_id uuid not null references brands on delete cascade,
  job_id uuid not null unique references jobs on delete cascade,
  status text not null default 'reading' check (status in ('reading', 'ready', 'sent', 'held', 'refused', 'empty')),
  subject text,
  -- Sources read and failed, pages seen and rejected: what "how this edition was made" says.
  summary jsonb not null default '{}',
  engine text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

create index digests_newest on digests (org_id, brand_id, id desc);

-- Every page that an edition saw, and its fate.
create table digest_items (
  id uuid primary key,
  org_id uuid not null references orgs,
  digest_id uuid not null references digests on delete cascade,
  page_id uuid references pages on delete cascade,
  url text not null,
  url_hash text not null,
  source text not null,
  -- What the source said of it.
  title text,
  summary text,
  published_at timestamptz,
  -- What it was judged to be worth when this edition was made.
  evaluation_id uuid,
  -- What the votes on other pages made of it, 0 to 100, and why; null where nobody had voted.
  score integer check (score between 0 and 100),
  why text,
  -- found → judged → chosen | passed-over; or rejected for a reason that is said.
  fate text not null default 'found'
    check (fate in ('found', 'judged', 'chosen', 'passed-over', 'duplicate', 'rejected', 'failed')),
  reason text,
  position integer,
  -- Of a duplicate: the item of this edition that tells the same and was kept.
  same_as uuid references digest_items on delete set null,
  unique (digest_id, url_hash),
  check ((fate = 'chosen') = (position is not null))
);

create index digest_items_page on digest_items (page_id);
create index digest_items_shown on digest_items (org_id, url_hash) where fate = 'chosen';

create table evaluations (
  id uuid primary key,
  org_id uuid not null references orgs,
  brand_id uuid not null references brands on delete cascade,
  page_id uuid not null references pages on delete cascade,
  job_id uuid references jobs on delete set null,
  text_hash text not null,
  -- SHA-256 of the brand's YAML: a changed brand judges anew.
  brand_hash text not null,
  relevance integer not null check (relevance between 0 and 100),
  section text not null check (section in ('on brand', 'market')),
  heading text not null,
  summary text not null,
  reason text not null,
  quotes jsonb not null,
  risks jsonb not null,
  sentiment text not null check (sentiment in ('positive', 'neutral', 'negative')),
  topics jsonb not null,
  -- Names of people, companies, places and products; all stand in the page.
  entities jsonb not null,
  engine text not null,
  agent_version integer not null,
  created_at timestamptz not null default now(),
  unique (org_id, brand_id, page_id, text_hash)
);

-- Texts that no model could judge though it was asked, and when it is worth asking again.
create table page_refusals (
  org_id uuid not null references orgs,
  brand_id uuid not null references brands on delete cascade,
  page_id uuid not null references pages on delete cascade,
  text_hash text not null,
  brand_hash text not null,
  agent_version integer not null,
  times integer not null,
  reason text not null,
  ask_after timestamptz not null,
  primary key (brand_id, page_id)
);

-- The outbox. A message is frozen before it is sent, and its state is committed before its last byte goes out.
create table deliveries (
  id uuid primary key,
  org_id uuid not null references orgs,
  digest_id uuid references digests on delete cascade,
  job_id uuid references jobs on delete set null,
  key text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  message_id text not null,
  raw bytea not null,
  state text not null default 'ready' check (state in ('ready', 'sending', 'transmitting', 'sent', 'failed', 'unknown', 'stopped')),
  attempts integer not null default 0,
  error text,
  response text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (org_id, key),
  check ((state = 'sent') = (sent_at is not null))
);

create index deliveries_newest on deliveries (org_id, id desc);
create index deliveries_of_digest on deliveries (digest_id);

-- Addresses that get no more mail: their reader unsubscribed from one brand, or they take no mail at all (brand is
-- null). Kept by address and name, not by row: they outlive editions and brands. Only an operator takes one back.
create table suppressions (
  id uuid primary key,
  org_id uuid not null references orgs,
  -- In lower case.
  address text not null,
  brand text,
  reason text not null check (reason in ('unsubscribed', 'bounced')),
  -- How it came about: what a server answered, or who said so.
  detail text not null,
  created_at timestamptz not null default now(),
  check ((reason = 'unsubscribed') = (brand is not null)),
  unique nulls not distinct (org_id, address, brand)
);

-- When those who run a brand were last told that its editions fail, and by which job. One row decides for all daemons.
create table alerts (
  org_id uuid not null references orgs,
  brand text not null,
  job_id uuid not null,
  sent_at timestamptz not null,
  -- When they were told the time before: what failed since then is in the mail.
  since timestamptz,
  primary key (org_id, brand)
);

create index jobs_failed_editions on jobs (org_id, finished_at) where status = 'failed' and type = 'digest.run';

create table feedback (
  id uuid primary key,
  org_id uuid not null references orgs,
  brand_id uuid not null references brands on delete cascade,
  digest_item_id uuid not null references digest_items on delete cascade,
  recipient text not null,
  vote text not null check (vote in ('yes', 'no')),
  -- What its reader added, where anything.
  rating integer check (rating between 1 and 5),
  note text check (length(note) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (digest_item_id, recipient)
);

create index feedback_newest on feedback (org_id, updated_at desc);

-- How often the links of an edition were opened without a vote, by readers or by scanners. Of the edition, not of a
-- reader: nobody is tracked.
create table looks (
  digest_id uuid not null references digests on delete cascade,
  org_id uuid not null references orgs,
  kind text not null check (kind in ('page', 'head', 'prefetch')),
  count integer not null default 1,
  primary key (digest_id, kind)
);

-- When a host may be asked again, for all daemons together; and its robots.txt.
create table hosts (
  host text primary key,
  next_at timestamptz not null default now(),
  -- It asked to be left alone until then.
  away_until timestamptz,
  robots_status integer,
  robots text,
  robots_at timestamptz
);

-- Turns at hosts: booked, and under way once they have started. Who comes back finds the turn that was booked.
create table host_turns (
  host text not null references hosts on delete cascade,
  key text not null,
  at timestamptz not null,
  started_at timestamptz,
  primary key (host, key)
);

create index host_turns_age on host_turns (at);

-- Books a turn at a host, or finds the one of the key. It is granted where it comes soon enough and fewer than `most`
-- requests are under way there; else it comes at `turn`. A request that never came back counts for a minute.
create function take_turn(of_host text, of_key text, gap interval, patience interval, most integer)
returns table (turn timestamptz, granted boolean)
language plpgsql as $$
declare
  place record;
  moment timestamptz;
  booked timestamptz;
  has_room boolean;
begin
  insert into hosts (host) values (of_host) on conflict do nothing;
  select next_at, away_until into place from hosts where host = of_host for update;
  moment := clock_timestamp();
  select t.at into booked from host_turns t where t.host = of_host and t.key = of_key;
  select count(*) < most into has_room
  from host_turns t
  where t.host = of_host
    and t.key <> of_key
    and t.started_at > moment - interval '1 minute';
  -- A new turn goes to the end of the queue; so does one that came while there was no room, when its time is up.
  if booked is null or booked < place.away_until or (booked <= moment and not has_room and patience < gap) then
    turn := greatest(case when has_room then moment else moment + gap end, place.next_at, place.away_until);
    update hosts set next_at = turn + gap where host = of_host;
  else
    turn := booked;
  end if;
  granted := has_room and turn <= moment + patience;
  insert into host_turns (host, key, at, started_at)
  values (of_host, of_key, turn, case when granted then moment end)
  on conflict (host, key) do update set at = excluded.at, started_at = excluded.started_at;
  -- Who still has time asks again soon.
  if not has_room and turn <= moment then
    turn := moment + least(gap, patience);
  end if;
  return next;
end;
$$;

-- Documents that many ask for (feeds, sitemaps, lists of links), as they were last read, for all daemons together.
create table documents (
  url_hash text primary key,
  url text not null,
  final_url text not null,
  content_type text not null,
  etag text,
  last_modified text,
  body bytea not null,
  read_at timestamptz not null,
  -- Until then it is not asked for again.
  fresh_until timestamptz not null
);

create index documents_age on documents (read_at);
