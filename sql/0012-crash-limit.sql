-- Buries dead workers: those whose lock can be taken, or whose beat is older than the limit. Their running jobs go
-- back to the queue with a new epoch, or fail at the limit of crashes. An attempt that finished a step before its worker
-- died got on: the count starts anew, since steps come to an end. Returns the workers with the names of their pools, whose
-- locks the caller opens.
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
          error = case when crashed.times >= crash_limit and not cancel_requested
            then 'Its worker died ' || crashed.times || ' times in the middle of this job.' else error end,
          error_kind = 'crash',
          finished_at = case when cancel_requested or crashed.times >= crash_limit then now() end
      from crashed
      where jobs.id = crashed.id
      returning jobs.id, status
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
