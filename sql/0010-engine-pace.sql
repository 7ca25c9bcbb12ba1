-- What the engine does for each job, with less work; and no two of its statements wait for each other.

-- Reversed, the last characters of an id are its first: a person who types them needs no scan. Of jobs that have ended,
-- which are written once more and no more; those that have not are few.
create index jobs_by_id_tail on jobs (reverse(replace(id::text, '-', '')) text_pattern_ops) where finished_at is not null;

-- Takes queued jobs for a worker that still has its lease, and tells their timelines. The ids come in their order, so
-- that two workers cannot wait for each other. A worker that was taken for dead claims nothing. Jobs of a paused type
-- stay; their tickets are gone, and come again when somebody resumes the type: whoever does waits for the claims that
-- still saw the pause, and so finds all that they left.
create or replace function claim_jobs(worker uuid, ids uuid[], epochs integer[]) returns setof jobs
language plpgsql as $$
declare
  limited uuid[];
  away uuid[] := '{}';
begin
  perform 1 from workers where id = worker for key share;
  if not found then
    return;
  end if;
  if exists (select from paused_types) then
    away := array(
      select j.id
      from jobs j
      join paused_types p on p.org_id = j.org_id and p.type = j.type
      where j.id = any(ids)
      for key share of p
    );
  end if;
  limited := array(select id from jobs where id = any(ids) and limit_key is not null and id <> all(away));
  if cardinality(limited) > 0 then
    away := away || turn_away(limited);
  end if;
  return query
  with claimed as (
    update jobs j
    set status = 'running',
        worker_id = worker,
        started_at = now()
    from unnest(ids, epochs) as ticket (id, epoch)
    where j.id = ticket.id
      and j.epoch = ticket.epoch
      and j.finished_at is null
      and j.worker_id is null
      and j.waits_for is null
      and not j.cancel_requested
      and j.id <> all(away)
    returning j.*
  ), told as (
    insert into events (org_id, job_id, source, name, message)
    select org_id, id, 'worker', 'job-started', case
        when retry_count + crashes > 0 then 'Started again (attempt ' || retry_count + crashes + 1 || ')'
        when epoch > 0 then 'Resumed'
        else 'Started'
      end
    from claimed
  )
  select * from claimed;
end
$$;

-- Turns away those of the jobs for which their limits have no room; returns them.
create or replace function turn_away(ids uuid[]) returns uuid[]
language plpgsql as $$
declare
  away uuid[];
begin
  perform hold_limits(array(select limit_key from jobs where id = any(ids)));

  with candidate as materialized (
    select id, limit_key, limit_most, row_number() over (partition by limit_key order by priority, turn_at, id) as number
    from jobs
    where id = any(ids)
      and finished_at is null
      and worker_id is null
      and waits_for is null
      and not cancel_requested
  ), refused as (
    update jobs j
    set ticketed_at = 'infinity'
    from candidate
    where j.id = candidate.id
      and candidate.number > candidate.limit_most - running_within(candidate.limit_key)
    returning j.id
  )
  select coalesce(array_agg(id), '{}') into away from refused;
  return away;
end
$$;

-- Adds tickets for jobs that were turned away, as far as their limits have room now. Who calls holds rows already, so it
-- waits for no others: a job that somebody else holds is being ended or moved, and the next one is called.
create or replace function call_back(keys text[]) returns void
language plpgsql as $$
declare
  called uuid[] := array(
    select waiting.id
    from (select distinct unnest(keys) as key) as held
    cross join lateral (
      select id, limit_most, row_number() over (order by priority, turn_at) as number
      from (
        select id, limit_most, priority, turn_at
        from jobs
        where status = 'queued'
          and ticketed_at = 'infinity'
          and limit_key = held.key
        order by priority, turn_at
        limit 100
        for update skip locked
      ) as free
    ) as waiting
    where waiting.number <= waiting.limit_most - running_within(held.key)
  );
begin
  if cardinality(called) > 0 then
    perform add_tickets(called);
  end if;
end
$$;

-- Ends attempts. Each outcome is fenced by id, epoch, worker and status; the ids that were really ended come back.
-- outcome: success | failed | cancelled | retry (queued again at runAt) | children (waits for its children).
-- "Running" is said by its worker: by its name a plan would read the index of all that this worker has in hand or had.
create or replace function finish_jobs(worker uuid, outcomes jsonb) returns setof uuid
language plpgsql as $$
declare
  touched uuid[] := array(select (o->>'id')::uuid from jsonb_array_elements(outcomes) as o order by 1);
  limits text[] := array(select distinct limit_key from jobs where id = any(touched) and limit_key is not null);
  finished uuid[];
  ended uuid[];
  ready uuid[];
begin
  if cardinality(limits) > 0 then
    perform hold_limits(limits);
  end if;
  -- Everything that this statement may touch, in one order, so that two batches cannot deadlock. Jobs that concern
  -- nobody else are locked as they are written: only their own worker writes them while they run.
  if concerns_others(touched) then
    perform 1
    from jobs
    where id = any(array(
      select unnest(touched)
      union
      select job_id from job_dependencies where depends_on = any(touched) and not released
      union
      select parent_job_id from jobs where id = any(touched) and parent_job_id is not null
    ))
    order by id
    for update;
  end if;

  with outcome as (
    select * from jsonb_to_recordset(outcomes) as o (
      id uuid, epoch integer, outcome text, result jsonb, error text, "errorKind" text, "runAt" timestamptz,
      spends boolean, level text, event text, message text, data jsonb
    )
  ), judged as (
    select o.*, case when o.outcome = 'children' then (
      select count(*)::integer
      from jobs c
      where c.parent_job_id = o.id
        and c.status not in ('success', 'failed', 'cancelled')
    ) else 0 end as unfinished
    from outcome o
  ), written as (
    update jobs j
    set status = case o.outcome
          when 'retry' then 'queued'
          when 'children' then case when o.unfinished > 0 then 'waiting' else 'queued' end
          else o.outcome
        end,
        waits_for = case when o.unfinished > 0 then 'children' end,
        pending = o.unfinished,
        epoch = j.epoch + case when o.outcome in ('retry', 'children') then 1 else 0 end,
        retry_count = j.retry_count + case when o.spends then 1 else 0 end,
        scheduled_for = coalesce(o."runAt", j.scheduled_for),
        worker_id = null,
        result = coalesce(o.result, j.result),
        error = case when o.outcome = 'success' then null else coalesce(o.error, j.error) end,
        error_kind = case when o.outcome = 'success' then null else coalesce(o."errorKind", j.error_kind) end,
        finished_at = case when o.outcome in ('success', 'failed', 'cancelled') then now() end
    from judged o
    where j.id = any(touched)
      and j.id = o.id
      and j.epoch = o.epoch
      and j.worker_id = worker
    returning j.id, j.org_id, j.status, o.level, o.event, o.message, o.data
  ), told as (
    insert into events (org_id, job_id, level, source, name, message, data)
    select org_id, id, level, 'system', event, message, data
    from written
    where event is not null
    order by id
  )
  select coalesce(array_agg(id), '{}'),
         coalesce(array_agg(id) filter (where status in ('success', 'failed', 'cancelled')), '{}'),
         coalesce(array_agg(id) filter (where status = 'queued'), '{}')
  into finished, ended, ready
  from written;

  if cardinality(ready) > 0 then
    perform add_tickets(ready);
  end if;
  perform release_after(ended);
  if cardinality(limits) > 0 then
    perform call_back(limits);
  end if;
  return query select unnest(finished);
end
$$;

-- Lets an org's jobs of a type start again. False where the type was not paused.
drop function resume_type(uuid, text);
create function resume_type(org uuid, resumed text) returns boolean
language plpgsql as $$
begin
  delete from paused_types p where p.org_id = org and p.type = resumed;
  return found;
end
$$;

-- Adds tickets for the next thousand of an org's queued jobs of a type, in the order of their ids: theirs may be gone
-- since a pause. A row that somebody else holds is being claimed, ended or moved. Returns the last id, or null where there
-- are no more after it, and how many got a ticket.
create function ticket_next(org uuid, resumed text, past uuid) returns table (last uuid, ticketed integer)
language plpgsql as $$
declare
  ready uuid[] := array(
    select id
    from jobs
    where org_id = org
      and type = resumed
      and status = 'queued'
      and id > past
    order by id
    limit 1000
    for update skip locked
  );
begin
  perform add_tickets(ready);
  return query select case when cardinality(ready) = 1000 then ready[1000] end, cardinality(ready);
end
$$;

-- All of them reach rows by index, whatever the statistics say: a plan that was made while the tables were empty is kept
-- for as long as the session lives, and would read them from end to end when they have grown.
do $$
declare
  called regprocedure;
begin
  for called in
    select oid
    from pg_proc
    where pronamespace = current_schema()::regnamespace
      and prokind = 'f'
  loop
    execute format('alter function %s set enable_seqscan = off', called);
    execute format('alter function %s set enable_hashjoin = off', called);
    execute format('alter function %s set enable_mergejoin = off', called);
    execute format('alter function %s set jit = off', called);
  end loop;
end
$$;

-- It joins what it was given with the few rows that it names, whatever the plan thinks of their number.
alter function finish_jobs(uuid, jsonb) set enable_hashjoin = on;
alter function finish_jobs(uuid, jsonb) set enable_nestloop = off;
