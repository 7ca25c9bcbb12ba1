-- Every call to a model: a row before the call, completed after it. The same rows are usage, cost and test cassettes.
create table llm_calls (
  id uuid primary key,
  org_id uuid not null references orgs,
  -- Null once its job was deleted: what it used stays, what was asked and answered goes.
  job_id uuid references jobs,
  job_type text,
  -- Which of the equal requests of its job, from 0.
  sequence integer not null,
  agent text not null,
  agent_version integer not null,
  -- Of prompt and schema, whoever answers; and of what the agent was given: one input with two requests is a changed prompt.
  request_hash text not null,
  input_hash text,
  -- What the agent was given, where it is not too long: a case for an eval.
  input jsonb,
  -- What a repetition would do: nothing, nothing more, or harm.
  effect text not null default 'read' check (effect in ('read', 'idempotent', 'once')),
  -- The attempt of the job that asked.
  attempt uuid,
  -- Answers to an older prompt are no longer read back; they stay as usage.
  dropped boolean not null default false,
  provider text not null,
  model text not null,
  state text not null check (state in ('started', 'done', 'failed', 'unknown')),
  answer jsonb,
  failure text,
  input_tokens integer,
  output_tokens integer,
  -- US dollars; null where price or tokens are not known.
  cost numeric,
  -- What was set aside before the call, and of which budgets.
  reserved numeric not null default 0,
  budgets text[] not null default '{}',
  latency_ms integer,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state in ('done', 'failed')) = (finished_at is not null))
);

create index llm_calls_place on llm_calls (job_id, request_hash, sequence);
create index llm_calls_newest on llm_calls (org_id, id desc);
create function forget_calls() returns trigger
language plpgsql as $$
begin
  update llm_calls
  set job_id = null,
      job_type = old.type,
      state = case when state = 'started' then 'unknown' else state end,
      answer = null,
      input = null
  where job_id = old.id;
  return old;
end
$$;

create trigger forget_calls
before delete on jobs
for each row execute function forget_calls();

create index llm_calls_open on llm_calls (org_id, started_at) where state = 'started';

-- When a provider may be asked again, for all daemons and commands together.
create table model_cooldowns (
  org_id uuid not null references orgs,
  provider text not null,
  -- Empty: all models of the provider.
  model text not null default '',
  failure text not null,
  reason text not null,
  until timestamptz not null,
  -- A cooldown ends when the settings of its provider change.
  settings_hash text not null,
  primary key (org_id, provider, model)
);

-- What was spent and set aside, in US dollars: `day 2026-11-20`, `provider openai 2026-11-20`, `job <id>`.
create table model_budgets (
  org_id uuid not null references orgs,
  key text not null,
  spent numeric not null default 0,
  reserved numeric not null default 0,
  primary key (org_id, key)
);

-- Rows are locked in one order, so that calls side by side do not deadlock.
create function lock_budgets(of_org uuid, wanted text[]) returns void
language plpgsql as $$
begin
  perform 1
  from model_budgets b
  where b.org_id = of_org
    and b.key = any(wanted)
  order by b.key
  for update;
end
$$;

-- Sets an amount aside from all of these budgets, or from none: then it returns the first that has no room, and what of
-- it is used. Calls side by side cannot overshoot, since each sees what the one before it took.
create function reserve_budgets(of_org uuid, wanted text[], caps numeric[], amount numeric)
  returns table (full_key text, used numeric, cap numeric)
language plpgsql as $$
begin
  -- The budget of a day that is set at noon counts the morning.
  insert into model_budgets (org_id, key, spent)
  select of_org, w.key, coalesce(case when w.key not like 'job %' then (
    select sum(c.cost)
    from llm_calls c
    where c.org_id = of_org
      and c.started_at >= (right(w.key, 10) || ' UTC')::timestamptz
      and c.started_at < (right(w.key, 10) || ' UTC')::timestamptz + interval '1 day'
      and (w.key like 'day %' or c.provider = split_part(w.key, ' ', 2))
  ) end, 0)
  from unnest(wanted) as w (key)
  where not exists (
    select
    from model_budgets b
    where b.org_id = of_org
      and b.key = w.key
  )
  order by w.key
  on conflict do nothing;

  perform lock_budgets(of_org, wanted);

  return query
  select b.key, b.spent + b.reserved, w.cap
  from model_budgets b
  join unnest(wanted, caps) as w (key, cap) on w.key = b.key
  where b.org_id = of_org
    and b.spent + b.reserved + amount > w.cap
  order by b.key
  limit 1;
  if found then
    return;
  end if;

  update model_budgets b
  set reserved = b.reserved + amount
  where b.org_id = of_org
    and b.key = any(wanted);
end
$$;

-- What was set aside becomes what was spent.
create function settle_budgets(of_org uuid, wanted text[], set_aside numeric, spent_of_it numeric) returns void
language plpgsql as $$
begin
  perform lock_budgets(of_org, wanted);
  update model_budgets b
  set reserved = b.reserved - set_aside,
      spent = b.spent + spent_of_it
  where b.org_id = of_org
    and b.key = any(wanted);
end
$$;
