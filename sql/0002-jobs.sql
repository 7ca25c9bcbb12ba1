-- A process that works on jobs: a daemon, or a command that does its own work. It holds the advisory lock
-- hashtextextended(id, 0) on a session of its own and beats; who can take the lock may bury it.
create table workers (
  id uuid primary key,
  kind text not null check (kind in ('daemon', 'command')),
  host text not null,
  pid integer not null,
  types text[] not null,
  concurrency integer not null check (concurrency > 0),
  -- The names under which graphile-worker locks tickets for this process.
  pool_ids text[] not null default '{}',
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

create table jobs (
  id uuid primary key,
  org_id uuid not null references orgs,
  user_id uuid references users,
  type text not null,
  status text not null check (status in ('waiting', 'queued', 'running', 'success', 'failed', 'cancelled')),
  trigger text not null check (trigger in ('cli', 'terminal', 'api', 'schedule', 'retry', 'system', 'workflow')),
  payload jsonb not null,
  result jsonb,
  error text,
  error_kind text,
  retry_count integer not null default 0,
  max_retries integer not null default 3 check (max_retries >= 0),
  retry_policy text not null default 'transient' check (retry_policy in ('transient', 'any', 'none')),
  -- Milliseconds that one attempt may take.
  timeout integer not null default 600000 check (timeout > 0),
  -- As in graphile-worker: smaller runs first.
  priority integer not null default 0 check (priority between -1000 and 1000),
  -- While a job with this key is unfinished there is no second one.
  unique_key text,
  -- There is never a second job with this key: a unique key and the period in which it holds.
  period_key text,
  scheduled_for timestamptz not null,
  parent_job_id uuid references jobs on delete cascade,
  -- Names a child within its parent, so that a replayed workflow starts it once.
  child_key text,
  pending integer not null default 0 check (pending >= 0),
  waits_for text check (waits_for in ('dependencies', 'children')),
  trace_id uuid not null,
  epoch integer not null default 0,
  worker_id uuid,
  crashes integer not null default 0,
  cancel_requested boolean not null default false,
  progress jsonb,
  -- At most so many jobs with this key run at once, in all orgs.
  limit_key text,
  limit_most integer check (limit_most > 0),
  -- When the last ticket was added; a queued job without a ticket gets one again. Infinity: its limit turned it away,
  -- and it gets a ticket when there is room.
  ticketed_at timestamptz,
  -- Where its ticket stands in the queue: the time from which it is due, or earlier where others wait long before it.
  turn_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint limit_has_both check ((limit_key is null) = (limit_most is null)),
  constraint running_has_worker check ((status = 'running') = (worker_id is not null)),
  constraint running_has_start check (status <> 'running' or started_at is not null),
  constraint finished_has_end check ((status in ('success', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint waiting_says_for_what check ((status = 'waiting') = (waits_for is not null)),
  constraint failed_has_error check (status <> 'failed' or error is not null)
);

create unique index jobs_unique_active on jobs (org_id, type, unique_key)
  where unique_key is not null and status in ('waiting', 'queued', 'running');
create unique index jobs_unique_period on jobs (org_id, type, period_key) where period_key is not null;
create unique index jobs_child on jobs (parent_job_id, child_key) where parent_job_id is not null;
create index jobs_newest on jobs (org_id, id desc);
create index jobs_tree on jobs (trace_id);
create index jobs_running on jobs (worker_id) where status = 'running';
create index jobs_waiting on jobs (id) where status = 'waiting';
create index jobs_queued on jobs (scheduled_for) where status = 'queued';
create index jobs_turn on jobs (priority, turn_at) include (org_id, type) where status = 'queued';
create index jobs_limited on jobs (limit_key) where status = 'running' and limit_key is not null;
create index jobs_turned_away on jobs (limit_key, priority, turn_at)
  where status = 'queued' and ticketed_at = 'infinity';
create index jobs_by_status on jobs (org_id, status, id desc);
create index jobs_by_type on jobs (org_id, type, id desc);
create index jobs_failed on jobs (org_id, finished_at) where status = 'failed';

-- Types of which an org starts no job for the time being; those that run end as usual.
create table paused_types (
  org_id uuid not null references orgs,
  type text not null,
  paused_at timestamptz not null default now(),
  user_id uuid references users,
  primary key (org_id, type)
);

create table job_dependencies (
  org_id uuid not null references orgs,
  job_id uuid not null references jobs on delete cascade,
  depends_on uuid not null references jobs on delete cascade,
  policy text not null default 'cancel' check (policy in ('cancel', 'continue', 'wait')),
  released boolean not null default false,
  primary key (job_id, depends_on)
);

create index job_dependencies_parent on job_dependencies (depends_on) where not released;

-- Results of finished steps: a later attempt reads them instead of working again.
create table job_steps (
  org_id uuid not null references orgs,
  job_id uuid not null references jobs on delete cascade,
  name text not null,
  result jsonb not null,
  finished_at timestamptz not null default clock_timestamp(),
  primary key (job_id, name)
);

-- The timeline. The cursor of a tail is (xid, id) below the oldest running transaction: a plain id skips
-- what a slower writer commits late. Four rows for each job: so the table has the two indexes that it needs, and no
-- foreign keys, which would look up a row for each event; what deletes jobs deletes their events.
create table events (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  org_id uuid not null,
  job_id uuid,
  at timestamptz not null default clock_timestamp(),
  level text not null default 'info' check (level in ('debug', 'info', 'warning', 'error')),
  source text not null check (source in ('system', 'workflow', 'agent', 'llm', 'worker')),
  name text not null,
  message text not null,
  data jsonb not null default '{}',
  primary key (xid, id)
);

create index events_job on events (job_id, id);
create index events_at on events using brin (at);

create table schedules (
  id uuid primary key,
  org_id uuid not null references orgs,
  name text not null,
  type text not null,
  payload jsonb not null,
  cron text not null,
  zone text not null,
  missed text not null default 'one' check (missed in ('skip', 'one', 'all')),
  enabled boolean not null default true,
  next_at timestamptz not null,
  last_at timestamptz,
  created_at timestamptz not null default now(),
  unique (org_id, name)
);

create index schedules_due on schedules (next_at) where enabled;

create table artifacts (
  id uuid primary key,
  org_id uuid not null references orgs,
  job_id uuid not null references jobs on delete cascade,
  name text not null,
  media_type text not null,
  bytes integer not null,
  sha256 text not null,
  content bytea not null,
  created_at timestamptz not null default now(),
  unique (job_id, name)
);

-- Each digest run as an agent platform would list it; such a job ends when its edition is sent, held or empty.
create view agent_runs as
select
  id,
  org_id,
  coalesce(started_at, created_at) as started_at,
  finished_at as completed_at,
  status,
  result,
  error as error_message
from jobs
where type = 'digest.run';
