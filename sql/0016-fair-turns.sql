-- Places in the queue: looked up in its order however long it is, and never before older jobs of the same flow. Both functions
-- read the first rows of an index and do without sorts: what statistics say of a queue that fills and empties is no help,
-- and once they said that nothing waits a hundred thousand rows were read for each job that came.

-- Gives queued jobs their place in the queue. Each org has a flow of jobs of each type, and the flows take turns: the
-- n-th waiting job of a flow stands beside the n-th of the flow that waits longest, so that a hundred thousand jobs of one
-- do not delay the only one of another. Nobody is pushed back, and only the head of the queue is looked at. Where it is
-- full of others, held back by a pause, a limit or few places, a job still stands behind the newest older one of its flow.
-- Jobs that come together stand a microsecond apart, so that there is a place beside each. Turns are taken among jobs of
-- one priority: those of a smaller number always go first.
create or replace function take_turns(ids uuid[]) returns void
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_bitmapscan = off
set enable_sort = off
set jit = off
as $$
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
    select org_id, type, priority, min(id::text)::uuid as first_id
    from newcomer
    group by org_id, type, priority
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
  ), older as materialized (
    select flow.org_id, flow.type, flow.priority, newest.turn_at
    from flow
    cross join lateral (
      select turn_at, status, priority
      from jobs
      where org_id = flow.org_id
        and type = flow.type
        and id < flow.first_id
      order by id desc
      limit 1
    ) as newest
    where newest.status = 'queued'
      and newest.priority = flow.priority
  )
  update jobs j
  set turn_at = least(
    j.turn_at,
    greatest(beside.turn_at, older.turn_at + newcomer.number * interval '1 microsecond')
  )
  from newcomer
  left join own using (org_id, type, priority)
  left join older using (org_id, type, priority)
  join beside using (org_id, type, priority)
  where j.id = newcomer.id
    and beside.number = coalesce(own.number, 0) + newcomer.number;
end
$$;

-- Adds tickets for the first jobs that a limit turned away, as far as it has room now. Who calls holds rows already, so it
-- waits for no others: a job that somebody else holds is being ended or moved, and the next one is called.
create or replace function call_back(keys text[]) returns void
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_bitmapscan = off
set enable_sort = off
set jit = off
as $$
declare
  called uuid[] := array(
    select waiting.id
    from (select distinct unnest(keys) as key) as held
    cross join lateral (
      select limit_most - running_within(held.key) as room
      from jobs
      where status = 'queued'
        and ticketed_at = 'infinity'
        and limit_key = held.key
      order by priority, turn_at
      limit 1
    ) as first
    cross join lateral (
      select id
      from jobs
      where status = 'queued'
        and ticketed_at = 'infinity'
        and limit_key = held.key
      order by priority, turn_at
      limit greatest(first.room, 0)
      for update skip locked
    ) as waiting
  );
begin
  if cardinality(called) > 0 then
    perform add_tickets(called);
  end if;
end
$$;
