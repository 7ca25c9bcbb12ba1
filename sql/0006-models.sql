-- Every call to a model: a row before the call, completed after it. The same rows are usage, cost and test cassettes.
create table llm_calls (
  id uuid primary key,
  org_id uuid not null references orgs,
  job_id uuid not null references jobs on delete cascade,
  -- Which of the equal requests of its job, from 0.
  sequence integer not null,
  agent text not null,
  agent_version integer not null,
  request_hash text not null,
  provider text not null,
  model text not null,
  state text not null check (state in ('started', 'done', 'failed', 'unknown')),
  answer jsonb,
  failure text,
  input_tokens integer,
  output_tokens integer,
  latency_ms integer,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state in ('done', 'failed')) = (finished_at is not null))
);

create index llm_calls_place on llm_calls (job_id, request_hash, sequence);
create index llm_calls_newest on llm_calls (org_id, id desc);
