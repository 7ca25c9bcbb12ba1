-- The statements of the engine that change several rows at once. Names resolve through the search path
-- (schema nightdesk, then graphile_worker), so that the same file serves another schema.
--
-- Where rows are given by their ids, "queued" is said by what the table's checks make of it: no worker, no end, waiting
-- for nothing. By its name a plan would read the index of all queued jobs, and there may be a hundred thousand.

-- Takes queued jobs for a worker that still has its lease, and tells their timelines. The ids come in their order, so
-- that two workers cannot wait for each other. A worker that was taken for dead claims nothing. Jobs of a paused type
-- stay; their tickets are gone, and come again when somebody resumes the type.
create function claim_jobs(worker uuid, ids uuid[], epochs integer[]) returns setof jobs
language plpgsql as $$
declare
  limited uuid[] := array(select id from jobs where id = any(ids) and limit_key is not null);
  away uuid[] := '{}';
begin
  perform 1 from workers where id = worker for key share;
  if not found then
    return;
  end if;
  if cardinality(limited) > 0 then
    away := turn_away(limited);
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
      and not exists (select from paused_types p where p.org_id = j.org_id and p.type = j.type)
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

-- Holds the limits with these keys until the end of the transaction: who claims counts the running jobs, and who ends
-- one looks for those that were turned away; neither may miss what the other does.
create function hold_limits(keys text[]) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('limit ' || key, 0))
  from (select distinct unnest(keys) as key order by 1) as held;
end
$$;

-- Turns away those of the jobs for which their limits have no room; returns them.
create function turn_away(ids uuid[]) returns uuid[]
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
      and not exists (select from paused_types p where p.org_id = jobs.org_id and p.type = jobs.type)
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

create function running_within(key text) returns integer
language sql stable as $$
  select count(*)::integer
  from jobs
  where status = 'running'
    and limit_key is not null
    and limit_key = key
$$;

-- Adds tickets for jobs that were turned away, as far as their limits have room now.
create function call_back(keys text[]) returns void
language plpgsql as $$
declare
  called uuid[] := array(
    select waiting.id
    from (select distinct unnest(keys) as key) as held
    cross join lateral (
      select id, limit_most, row_number() over (order by priority, turn_at) as number
      from jobs
      where status = 'queued'
        and ticketed_at = 'infinity'
        and limit_key = held.key
      order by priority, turn_at
      limit 100
    ) as waiting
    where waiting.number <= waiting.limit_most - running_within(held.key)
  );
begin
  if cardinality(called) > 0 then
    perform add_tickets(called);
  end if;
end
$$;

-- Adds a ticket for each queued job, and notes when.
create function add_tickets(ids uuid[]) returns void
language plpgsql as $$
begin
  update jobs j
  set ticketed_at = now(),
      turn_at = greatest(j.scheduled_for, now()) + numbered.number * interval '1 microsecond'
  from unnest(ids) with ordinality as numbered (id, number)
  where j.id = numbered.id
    and j.finished_at is null
    and j.worker_id is null
    and j.waits_for is null;
  perform send_tickets(ids);
end
$$;

create function send_tickets(ids uuid[]) returns void
language plpgsql as $$
begin
  perform take_turns(ids);
  perform add_jobs(array(
    select (j.type, json_build_object('job', j.id, 'epoch', j.epoch), null, j.turn_at, 1000, null, j.priority, null)::job_spec
    from jobs j
    where j.id = any(ids)
      and j.finished_at is null
      and j.worker_id is null
      and j.waits_for is null
  ));
end
$$;

-- Gives queued jobs their place in the queue. Each org has a flow of jobs of each type, and the flows take turns: the
-- n-th waiting job of a flow stands beside the n-th of the flow that waits longest, so that a hundred thousand jobs of one
-- do not delay the only one of another. Nobody is pushed back, and only the head of the queue is looked at. Jobs that come
-- together stand a microsecond apart, so that there is a place beside each.
create function take_turns(ids uuid[]) returns void
language plpgsql as $$
begin
  with newcomer as materialized (
    select id, org_id, type, priority, row_number() over (partition by org_id, type, priority order by id) as number
    from jobs
    where id = any(ids)
      and finished_at is null
      and worker_id is null
      and waits_for is null
      and scheduled_for <= now()
  ), flow as materialized (
    select distinct org_id, type, priority
    from newcomer
  ), head as materialized (
    select flow.org_id, flow.type, flow.priority, ahead.turn_at,
      (ahead.org_id, ahead.type) = (flow.org_id, flow.type) as is_own,
      row_number() over (
        partition by flow.org_id, flow.type, flow.priority, ahead.org_id, ahead.type
        order by ahead.turn_at
      ) as number
    from flow
    cross join lateral (
      select org_id, type, turn_at
      from jobs
      where status = 'queued'
        and priority = flow.priority
        and turn_at < now()
      order by turn_at
      limit 256
    ) as ahead
  ), own as materialized (
    select org_id, type, priority, max(number) as number
    from head
    where is_own
    group by org_id, type, priority
  ), beside as materialized (
    select org_id, type, priority, number, max(turn_at) as turn_at
    from head
    where not is_own
    group by org_id, type, priority, number
  )
  update jobs j
  set turn_at = beside.turn_at
  from newcomer
  left join own using (org_id, type, priority)
  join beside using (org_id, type, priority)
  where j.id = newcomer.id
    and beside.number = coalesce(own.number, 0) + newcomer.number;
end
$$;

-- Writes one event of the system for each job.
create function add_job_events(ids uuid[], event_name text, event_message text, event_level text default 'info')
returns void
language sql as $$
  insert into events (org_id, job_id, level, source, name, message)
  select org_id, id, event_level, 'system', event_name, event_message
  from jobs
  where id = any(ids)
  order by id
$$;

-- Inserts jobs with their dependencies and adds tickets for those that are ready. A job whose id, unique key, period
-- key or child key stands already is not inserted; the id of the one that stands is returned instead, and where the
-- new one "replaces", one that has not started takes over the new payload.
create function enqueue_jobs(specs jsonb) returns table (place integer, job_id uuid, created boolean)
language plpgsql as $$
declare
  has_edges boolean := specs @? '$[*].dependsOn[0]';
  inserted uuid[];
  replaced_ids uuid[];
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
  return query
  select (spec.ordinality - 1)::integer, found.id, found.id = any(inserted)
  from jsonb_array_elements(specs) with ordinality as spec (value, ordinality)
  cross join lateral (
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
  ) as found
  order by 1;
end
$$;

-- Whether some other job waits, or may wait, for the end of these.
create function concerns_others(ids uuid[]) returns boolean
language sql stable as $$
  select exists (select from job_dependencies where depends_on = any(ids) and not released)
    or exists (select from jobs where id = any(ids) and parent_job_id is not null)
$$;

-- After jobs ended: wakes parents that wait for them and releases, cancels or leaves the jobs that depend on them,
-- and so on through the jobs that this cancels. Counts, never "no unfinished parent exists": two parents that end
-- at the same time would each see the other unfinished.
create function release_after(ended uuid[]) returns void
language plpgsql as $$
declare
  cancelled uuid[];
  ready uuid[] := '{}';
begin
  while concerns_others(ended) loop
    perform 1
    from jobs
    where id = any(array(
      select d.job_id from job_dependencies d where d.depends_on = any(ended) and not d.released
      union
      select e.parent_job_id from jobs e where e.id = any(ended) and e.parent_job_id is not null
    ))
    order by id
    for update;

    with ended_children as (
      select parent_job_id as id, count(*)::integer as number
      from jobs
      where id = any(ended)
        and parent_job_id is not null
      group by parent_job_id
    ), woken as (
      update jobs p
      set pending = greatest(p.pending - c.number, 0),
          status = case when p.pending > c.number then 'waiting' else 'queued' end,
          waits_for = case when p.pending > c.number then 'children' end
      from ended_children c
      where p.id = c.id
        and p.status = 'waiting'
        and p.waits_for = 'children'
      returning p.id, p.status
    )
    select ready || coalesce(array_agg(id), '{}') into ready from woken where status = 'queued';

    with edge as (
      update job_dependencies d
      set released = true
      from jobs p
      where d.depends_on = any(ended)
        and not d.released
        and p.id = d.depends_on
        and p.id = any(ended)
        and (p.status = 'success' or d.policy <> 'wait')
      returning d.job_id, p.status <> 'success' and d.policy = 'cancel' as cancels
    ), child as (
      select job_id as id, count(*)::integer as number, bool_or(cancels) as cancels
      from edge
      group by job_id
    ), released as (
      update jobs j
      set pending = greatest(j.pending - c.number, 0),
          status = case when c.cancels then 'cancelled' when j.pending > c.number then 'waiting' else 'queued' end,
          waits_for = case when not c.cancels and j.pending > c.number then 'dependencies' end,
          finished_at = case when c.cancels then now() end,
          error = case when c.cancels then 'A job that this one depends on did not succeed.' end
      from child c
      where j.id = c.id
        and j.status = 'waiting'
        and j.waits_for = 'dependencies'
      returning j.id, j.status
    )
    select ready || coalesce(array_agg(id) filter (where status = 'queued'), '{}'),
           coalesce(array_agg(id) filter (where status = 'cancelled'), '{}')
    into ready, cancelled
    from released;

    perform add_job_events(cancelled, 'job-cancelled', 'Cancelled: a job that this one depends on did not succeed',
      'warning');
    ended := cancelled;
  end loop;

  if cardinality(ready) > 0 then
    perform add_job_events(ready, 'job-released', 'Ready: what it waited for has ended');
    perform add_tickets(ready);
  end if;
end
$$;

-- Ends attempts. Each outcome is fenced by id, epoch, worker and status; the ids that were really ended come back.
-- outcome: success | failed | cancelled | retry (queued again at runAt) | children (waits for its children).
create function finish_jobs(worker uuid, outcomes jsonb) returns setof uuid
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
    where j.id = o.id
      and j.epoch = o.epoch
      and j.worker_id = worker
      and j.status = 'running'
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

-- Cancels jobs and their descendants: queued and waiting ones at once, running ones by a request that their worker
-- hears. Returns each id with its status after the call.
create function cancel_jobs(ids uuid[], reason text) returns table (job_id uuid, job_status text)
language plpgsql as $$
declare
  tree uuid[];
  ended uuid[];
begin
  with recursive descendant as (
    select id from jobs where id = any(ids)
    union
    select j.id from jobs j join descendant d on j.parent_job_id = d.id
  )
  select array_agg(id) into tree from descendant;

  perform 1 from jobs where id = any(tree) order by id for update;

  with written as (
    update jobs
    set status = 'cancelled',
        waits_for = null,
        cancel_requested = true,
        finished_at = now(),
        error = reason
    where id = any(tree)
      and status in ('waiting', 'queued')
    returning id
  )
  select coalesce(array_agg(id), '{}') into ended from written;

  update jobs
  set cancel_requested = true
  where id = any(tree)
    and status = 'running';

  perform add_job_events(ended, 'job-cancelled', reason, 'warning');
  perform add_job_events(array(select id from jobs where id = any(tree) and status = 'running'),
    'cancel-requested', reason, 'warning');
  perform release_after(ended);
  perform pg_notify('nightdesk_cancel', '');
  perform pg_notify('nightdesk_events', '');
  return query select id, status from jobs where id = any(tree) order by id;
end
$$;

-- Puts ended jobs back into the queue with a new epoch; their kept steps stay.
create function retry_jobs(ids uuid[]) returns setof uuid
language plpgsql as $$
declare
  again uuid[];
begin
  perform 1 from jobs where id = any(ids) order by id for update;

  with written as (
    update jobs
    set status = 'queued',
        trigger = 'retry',
        epoch = epoch + 1,
        retry_count = 0,
        crashes = 0,
        cancel_requested = false,
        scheduled_for = now(),
        finished_at = null,
        error = null,
        error_kind = null,
        pending = 0
    where id = any(ids)
      and status in ('failed', 'cancelled')
    returning id
  )
  select coalesce(array_agg(id), '{}') into again from written;

  perform add_job_events(again, 'job-enqueued', 'Enqueued again by a person');
  perform add_tickets(again);
  perform pg_notify('nightdesk_events', '');
  return query select unnest(again);
end
$$;

-- Buries dead workers: those whose lock can be taken, or whose beat is older than the limit. Their running jobs go
-- back to the queue with a new epoch, or fail at the limit of crashes. Returns the workers with the names of their
-- pools, whose locks the caller opens.
create function sweep_workers(self uuid, beat_limit interval, crash_limit integer)
returns table (worker uuid, pools text[], jobs_recovered integer)
language plpgsql as $$
declare
  dead record;
  recovered uuid[];
  failed uuid[];
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

    with written as (
      update jobs
      set status = case
            when cancel_requested then 'cancelled'
            when crashes + 1 >= crash_limit then 'failed'
            else 'queued'
          end,
          epoch = epoch + 1,
          crashes = crashes + 1,
          worker_id = null,
          error = case when crashes + 1 >= crash_limit and not cancel_requested
            then 'Its worker died ' || (crashes + 1) || ' times in the middle of this job.' else error end,
          error_kind = 'crash',
          finished_at = case when cancel_requested or crashes + 1 >= crash_limit then now() end
      where worker_id = dead.id
        and status = 'running'
      returning id, status
    )
    select coalesce(array_agg(id) filter (where status = 'queued'), '{}'),
           coalesce(array_agg(id) filter (where status <> 'queued'), '{}')
    into recovered, failed
    from written;

    perform add_job_events(recovered, 'job-recovered', 'Its worker died; back in the queue', 'warning');
    perform add_job_events(failed, 'job-failed', 'Its worker died too often', 'error');
    perform add_tickets(recovered);
    perform release_after(failed);
    delete from workers where id = dead.id;
    perform pg_notify('nightdesk_events', '');

    worker := dead.id;
    pools := dead.pool_ids;
    jobs_recovered := cardinality(recovered);
    return next;
  end loop;
end
$$;

-- Lets an org's jobs of a type start again; returns how many are queued, or null where the type was not paused.
create function resume_type(org uuid, resumed text) returns integer
language plpgsql as $$
declare
  ready uuid[];
begin
  delete from paused_types p where p.org_id = org and p.type = resumed;
  if not found then
    return null;
  end if;
  ready := array(
    select id
    from jobs
    where org_id = org
      and type = resumed
      and status = 'queued'
    order by priority, turn_at
  );
  perform add_tickets(ready);
  return cardinality(ready);
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
