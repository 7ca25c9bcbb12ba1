-- Nothing is lost between two statements of the engine: ends that cross each other, workers that leave, keys that fall free.

-- Cancels what these cancelled jobs started while they were being cancelled.
create function cancel_children(cancelled uuid[]) returns void
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
begin
  if cardinality(cancelled) > 0 then
    perform cancel_jobs(array(
      select id
      from jobs
      where parent_job_id = any(cancelled)
        and finished_at is null
    ), 'Cancelled with the job that started it');
  end if;
end
$$;

-- Ends attempts. Each outcome is fenced by id, epoch, worker and status; the ids that were really ended come back.
-- outcome: success | failed | cancelled | retry (queued again at runAt) | children (waits for its children). A job that
-- somebody cancelled meanwhile neither starts again nor waits: nobody would ever claim it. What a cancelled job started
-- while it was being cancelled ends with it. A job that lets go is locked before its unfinished children are counted: one
-- that ends meanwhile would not find it waiting, and would have been counted.
-- "Running" is said by its worker: by its name a plan would read the index of all that this worker has in hand or had.
create or replace function finish_jobs(worker uuid, outcomes jsonb) returns setof uuid
language plpgsql
set enable_seqscan = off
set enable_mergejoin = off
set enable_nestloop = off
set jit = off
as $$
declare
  touched uuid[] := array(select (o->>'id')::uuid from jsonb_array_elements(outcomes) as o order by 1);
  limits text[] := array(select distinct limit_key from jobs where id = any(touched) and limit_key is not null);
  finished uuid[];
  ended uuid[];
  ready uuid[];
  cancelled uuid[];
begin
  if cardinality(limits) > 0 then
    perform hold_limits(limits);
  end if;
  -- Everything that this statement may touch, in one order, so that two batches cannot deadlock. Jobs that concern
  -- nobody else are locked as they are written: only their own worker writes them while they run.
  if concerns_others(touched) or outcomes @? '$[*] ? (@.outcome == "children")' then
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
    select o.*, o.outcome in ('retry', 'children') as goes_on, case when o.outcome = 'children' then (
      select count(*)::integer
      from jobs c
      where c.parent_job_id = o.id
        and c.status not in ('success', 'failed', 'cancelled')
    ) else 0 end as unfinished
    from outcome o
  ), written as (
    update jobs j
    set status = case
          when o.goes_on and j.cancel_requested then 'cancelled'
          when o.outcome = 'retry' or (o.outcome = 'children' and o.unfinished = 0) then 'queued'
          when o.outcome = 'children' then 'waiting'
          else o.outcome
        end,
        waits_for = case when o.unfinished > 0 and not j.cancel_requested then 'children' end,
        pending = case when j.cancel_requested then 0 else o.unfinished end,
        epoch = j.epoch + case when o.goes_on then 1 else 0 end,
        retry_count = j.retry_count + case when o.spends then 1 else 0 end,
        scheduled_for = coalesce(o."runAt", j.scheduled_for),
        worker_id = null,
        result = coalesce(o.result, j.result),
        error = case when o.outcome = 'success' then null else coalesce(o.error, j.error) end,
        error_kind = case when o.outcome = 'success' then null else coalesce(o."errorKind", j.error_kind) end,
        finished_at = case when j.cancel_requested or not o.goes_on then now() end
    from judged o
    where j.id = any(touched)
      and j.id = o.id
      and j.epoch = o.epoch
      and j.worker_id = worker
    returning j.id, j.org_id, j.status, o.data,
      case when j.status = 'cancelled' then 'warning' else o.level end as level,
      case when j.status = 'cancelled' then 'job-cancelled' else o.event end as event,
      case when j.status = 'cancelled' then 'Cancelled' else o.message end as message
  ), told as (
    insert into events (org_id, job_id, level, source, name, message, data)
    select org_id, id, level, 'system', event, message, data
    from written
    where event is not null
    order by id
  )
  select coalesce(array_agg(id), '{}'),
         coalesce(array_agg(id) filter (where status = 'cancelled'), '{}'),
         coalesce(array_agg(id) filter (where status in ('success', 'failed', 'cancelled')), '{}'),
         coalesce(array_agg(id) filter (where status = 'queued'), '{}')
  into finished, cancelled, ended, ready
  from written;

  if cardinality(ready) > 0 then
    perform add_tickets(ready);
  end if;
  perform release_after(ended);
  perform cancel_children(cancelled);
  if cardinality(limits) > 0 then
    perform call_back(limits);
  end if;
  return query select unnest(finished);
end
$$;

-- Buries dead workers: those whose lock can be taken, or whose beat is older than the limit. Their running jobs go
-- back to the queue with a new epoch, or fail at the limit of crashes. An attempt that finished a step before its worker
-- died got on: the count starts anew, since steps come to an end. Jobs that somebody cancelled end, with what they started
-- while they were being cancelled. Returns the workers with the names of their pools, whose locks the caller opens.
create or replace function sweep_workers(self uuid, beat_limit interval, crash_limit integer)
returns table (worker uuid, pools text[], jobs_recovered integer)
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
declare
  dead record;
  recovered uuid[];
  failed uuid[];
  cancelled uuid[];
begin
  for dead in
    select w.id, w.pool_ids
    from workers w
    where w.id is distinct from self
      and (w.beat_at < now() - beat_limit or pg_try_advisory_xact_lock(hashtextextended(w.id::text, 0)))
    order by w.id
    for update skip locked
  loop
    perform 1 from jobs where worker_id = dead.id and status = 'running' order by id for update;

    with crashed as (
      select j.id, case when exists (
        select
        from job_steps s
        where s.job_id = j.id
          and s.finished_at > j.started_at
      ) then 1 else j.crashes + 1 end as times
      from jobs j
      where j.worker_id = dead.id
        and j.status = 'running'
    ), written as (
      update jobs
      set status = case
            when cancel_requested then 'cancelled'
            when crashed.times >= crash_limit then 'failed'
            else 'queued'
          end,
          epoch = epoch + 1,
          crashes = crashed.times,
          worker_id = null,
          error = case
            when cancel_requested then 'Cancelled while it ran.'
            when crashed.times >= crash_limit
              then 'Its worker died ' || crashed.times || ' times in the middle of this job.'
            else error
          end,
          error_kind = 'crash',
          finished_at = case when cancel_requested or crashed.times >= crash_limit then now() end
      from crashed
      where jobs.id = crashed.id
      returning jobs.id, status
    )
    select coalesce(array_agg(id) filter (where status = 'queued'), '{}'),
           coalesce(array_agg(id) filter (where status = 'failed'), '{}'),
           coalesce(array_agg(id) filter (where status = 'cancelled'), '{}')
    into recovered, failed, cancelled
    from written;

    perform add_job_events(recovered, 'job-recovered', 'Its worker died; back in the queue', 'warning');
    perform add_job_events(failed, 'job-failed', 'Its worker died too often', 'error');
    perform add_job_events(cancelled, 'job-cancelled', 'Cancelled: its worker died', 'warning');
    perform add_tickets(recovered);
    perform release_after(failed || cancelled);
    perform cancel_children(cancelled);
    delete from workers where id = dead.id;
    perform pg_notify('nightdesk_events', '');

    worker := dead.id;
    pools := dead.pool_ids;
    jobs_recovered := cardinality(recovered);
    return next;
  end loop;
end
$$;

-- Puts ended jobs back into the queue with a new epoch; their kept steps stay. What they started and what did not succeed
-- runs again, too: a job that starts again finds its children as they are. While a job with the same unique key is unfinished
-- there is no second one: of several the newest runs again.
create or replace function retry_jobs(ids uuid[]) returns setof uuid
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
declare
  tree uuid[];
  again uuid[];
begin
  with recursive descendant as (
    select id
    from jobs
    where id = any(ids)
      and status in ('failed', 'cancelled')
    union
    select j.id
    from jobs j
    join descendant d on j.parent_job_id = d.id
    where j.status in ('failed', 'cancelled')
  )
  select coalesce(array_agg(id), '{}') into tree from descendant;

  perform 1 from jobs where id = any(tree) order by id for update;

  with free as (
    select distinct on (j.org_id, j.type, coalesce(j.unique_key, j.id::text)) j.id
    from jobs j
    where j.id = any(tree)
      and j.status in ('failed', 'cancelled')
      and not exists (
        select
        from jobs other
        where other.org_id = j.org_id
          and other.type = j.type
          and other.unique_key = j.unique_key
          and other.status in ('waiting', 'queued', 'running')
      )
    order by j.org_id, j.type, coalesce(j.unique_key, j.id::text), j.id desc
  ), written as (
    update jobs
    set status = 'queued',
        trigger = case when id = any(ids) then 'retry' else trigger end,
        epoch = epoch + 1,
        retry_count = 0,
        crashes = 0,
        cancel_requested = false,
        scheduled_for = now(),
        finished_at = null,
        error = null,
        error_kind = null,
        pending = 0
    where id in (select id from free)
    returning id
  )
  select coalesce(array_agg(id), '{}') into again from written;

  perform add_job_events(again, 'job-enqueued', 'Enqueued again by a person');
  perform add_tickets(again);
  perform pg_notify('nightdesk_events', '');
  return query select unnest(again) intersect select unnest(ids);
end
$$;

-- Inserts jobs with their dependencies and adds tickets for those that are ready. A job whose id, unique key, period
-- key or child key stands already is not inserted; the id of the one that stands is returned instead, and where the
-- new one "replaces", one that has not started takes over the new payload. Where what stood in the way ended meanwhile, the
-- new one is inserted after all.
create or replace function enqueue_jobs(specs jsonb) returns table (place integer, job_id uuid, created boolean)
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
declare
  has_edges boolean := specs @? '$[*].dependsOn[0]';
  inserted uuid[];
  replaced_ids uuid[];
  answers uuid[];
  unanswered integer[];
begin
  -- Parents cannot finish between the count of the unfinished ones and the commit.
  if has_edges then
    perform 1
    from jobs j
    where j.id = any(array(
      select (edge->>'id')::uuid
      from jsonb_array_elements(specs) as spec, jsonb_array_elements(spec->'dependsOn') as edge
    ))
    order by j.id
    for share;
  end if;

  with spec as (
    select * from jsonb_to_recordset(specs) as s (
      id uuid, "orgId" uuid, "userId" uuid, type text, trigger text, payload jsonb, priority integer,
      "maxRetries" integer, "retryPolicy" text, timeout integer, "uniqueKey" text, "periodKey" text,
      "scheduledFor" timestamptz,
      "parentJobId" uuid, "childKey" text, "traceId" uuid, "limitKey" text, "limitMost" integer, "dependsOn" jsonb
    )
  ), written as (
    insert into jobs (id, org_id, user_id, type, status, waits_for, pending, trigger, payload, priority, max_retries,
      retry_policy, timeout, unique_key, period_key, scheduled_for, parent_job_id, child_key, trace_id, limit_key, limit_most,
      ticketed_at, turn_at)
    select s.id, s."orgId", s."userId", s.type,
      case when jsonb_array_length(s."dependsOn") > 0 then 'waiting' else 'queued' end,
      case when jsonb_array_length(s."dependsOn") > 0 then 'dependencies' end,
      jsonb_array_length(s."dependsOn"),
      s.trigger, s.payload, s.priority, s."maxRetries", s."retryPolicy", s.timeout, s."uniqueKey", s."periodKey",
      coalesce(s."scheduledFor", now()), s."parentJobId", s."childKey", s."traceId", s."limitKey", s."limitMost",
      case when jsonb_array_length(s."dependsOn") = 0 then now() end,
      greatest(s."scheduledFor", now()) + (row_number() over (order by s.id) - 1) * interval '1 microsecond'
    from spec s
    order by s.id
    on conflict do nothing
    returning id
  )
  select coalesce(array_agg(id), '{}') into inserted from written;

  if has_edges then
    insert into job_dependencies (org_id, job_id, depends_on, policy)
    select (spec->>'orgId')::uuid, (spec->>'id')::uuid, (edge->>'id')::uuid, edge->>'policy'
    from jsonb_array_elements(specs) as spec, jsonb_array_elements(spec->'dependsOn') as edge
    where (spec->>'id')::uuid = any(inserted);
  end if;

  if specs @? '$[*] ? (@.replaces == true)' then
    with replaced as (
      update jobs j
      set payload = spec->'payload'
      from jsonb_array_elements(specs) as spec
      where (spec->>'replaces')::boolean
        and not (spec->>'id')::uuid = any(inserted)
        and j.org_id = (spec->>'orgId')::uuid
        and j.type = spec->>'type'
        and j.unique_key = spec->>'uniqueKey'
        and j.status in ('waiting', 'queued')
      returning j.id
    )
    select coalesce(array_agg(id), '{}') into replaced_ids from replaced;
    perform add_job_events(replaced_ids, 'payload-replaced', 'Its payload was replaced before it started');
  end if;

  perform add_job_events(inserted, 'job-enqueued', 'Enqueued');
  perform send_tickets(inserted);
  if has_edges then
    perform release_after(array(
      select id
      from jobs
      where id = any(array(select depends_on from job_dependencies where job_dependencies.job_id = any(inserted)))
        and status in ('success', 'failed', 'cancelled')
    ));
  end if;
  perform pg_notify('nightdesk_events', '');

  if cardinality(inserted) = jsonb_array_length(specs) then
    return query
    select (spec.ordinality - 1)::integer, (spec.value->>'id')::uuid, true
    from jsonb_array_elements(specs) with ordinality as spec (value, ordinality);
    return;
  end if;
  answers := array(
    select found.id
    from jsonb_array_elements(specs) with ordinality as spec (value, ordinality)
    left join lateral (
      select j.id
      from jobs j
      where j.id = (spec.value->>'id')::uuid
        or (j.parent_job_id = (spec.value->>'parentJobId')::uuid and j.child_key = spec.value->>'childKey')
        or (j.org_id = (spec.value->>'orgId')::uuid and j.type = spec.value->>'type'
            and j.unique_key = spec.value->>'uniqueKey' and j.status in ('waiting', 'queued', 'running'))
        or (j.org_id = (spec.value->>'orgId')::uuid and j.type = spec.value->>'type'
            and j.period_key = spec.value->>'periodKey')
      order by j.id = (spec.value->>'id')::uuid desc
      limit 1
    ) as found on true
    order by spec.ordinality
  );
  return query
  select (answer.ordinality - 1)::integer, answer.id, answer.id = any(inserted)
  from unnest(answers) with ordinality as answer (id, ordinality)
  where answer.id is not null;

  unanswered := array_positions(answers, null);
  if cardinality(unanswered) > 0 then
    return query
    select unanswered[again.place + 1] - 1, again.job_id, again.created
    from enqueue_jobs((
      select jsonb_agg(specs -> (number - 1) order by number)
      from unnest(unanswered) as number
    )) as again;
  end if;
end
$$;

-- A worker gives its row back, unless a job runs by it: the answer to a claim, or the end of a job, may have been lost with
-- its connection. Such a worker is buried, with its jobs, as soon as its session has ended.
create function leave_worker(leaving uuid) returns void
language plpgsql
set enable_seqscan = off
set jit = off
as $$
begin
  perform 1 from workers where id = leaving for update;
  delete from workers
  where id = leaving
    and not exists (select from jobs where worker_id = leaving and status = 'running');
end
$$;

-- What was lost so far: jobs that run by a worker that left, and jobs that wait for children that have all ended.
insert into workers (id, kind, host, pid, types, concurrency, beat_at)
select distinct worker_id, 'daemon', 'gone', 0, '{}'::text[], 1, '-infinity'::timestamptz
from jobs
where status = 'running'
  and worker_id not in (select id from workers);

with woken as (
  update jobs
  set status = 'queued',
      waits_for = null,
      pending = 0,
      ticketed_at = null
  where status = 'waiting'
    and waits_for = 'children'
    and not exists (
      select
      from jobs child
      where child.parent_job_id = jobs.id
        and child.status in ('waiting', 'queued', 'running')
    )
  returning id
)
select add_job_events(array(select id from woken), 'job-released', 'Ready: what it waited for has ended');
