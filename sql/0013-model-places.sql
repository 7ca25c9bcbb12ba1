-- A started call holds one of the places of its provider until it ends, or until its job runs no more: so the places of
-- a daemon that died come free when its jobs go back to the queue.
create index llm_calls_in_hand on llm_calls (provider) where state = 'started';

-- Whether a provider takes one more call, counted over all daemons and orgs; null: as many as come. A server that each
-- host has for itself is counted by the host on which the asking job runs. Callers side by side come one after the other,
-- for the time of their statement.
create function has_place(of_provider text, of_job uuid, most integer, of_its_host boolean) returns boolean
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
declare
  asking text := (select w.host from jobs j join workers w on w.id = j.worker_id where j.id = of_job);
begin
  if most is null then
    return true;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('provider ' || of_provider, 0));
  return (
    select count(*) < most
    from llm_calls c
    join jobs j on j.id = c.job_id
    join workers w on w.id = j.worker_id
    where c.provider = of_provider
      and c.state = 'started'
      and (not of_its_host or w.host = asking)
  );
end
$$;
