-- No job stays behind when a person cancels or repeats what started it.

-- Ends attempts. Each outcome is fenced by id, epoch, worker and status; the ids that were really ended come back.
-- outcome: success | failed | cancelled | retry (queued again at runAt) | children (waits for its children). A job that
-- somebody cancelled meanwhile neither starts again nor waits: nobody would ever claim it. What a cancelled job started
-- while it was being cancelled ends with it.
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
         array_agg(id) filter (where status = 'cancelled'),
         coalesce(array_agg(id) filter (where status in ('success', 'failed', 'cancelled')), '{}'),
         coalesce(array_agg(id) filter (where status = 'queued'), '{}')
  into finished, cancelled, ended, ready
  from written;

  if cardinality(ready) > 0 then
    perform add_tickets(ready);
  end if;
  perform release_after(ended);
  if cancelled is not null then
    perform cancel_jobs(array(
      select id
      from jobs
      where parent_job_id = any(cancelled)
        and finished_at is null
    ), 'Cancelled with the job that started it');
  end if;
  if cardinality(limits) > 0 then
    perform call_back(limits);
  end if;
  return query select unnest(finished);
end
$$;

-- Puts ended jobs back into the queue with a new epoch; their kept steps stay. What they started and what did not succeed
-- runs again, too: a job that starts again finds its children as they are.
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

  with written as (
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
    where id = any(tree)
      and status in ('failed', 'cancelled')
    returning id
  )
  select coalesce(array_agg(id), '{}') into again from written;

  perform add_job_events(again, 'job-enqueued', 'Enqueued again by a person');
  perform add_tickets(again);
  perform pg_notify('nightdesk_events', '');
  return query select unnest(again) intersect select unnest(ids);
end
$$;
