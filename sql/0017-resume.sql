-- Lets an org's jobs of a type start again. Returns how many are queued at that moment, before any of them can start: until
-- this commits, claims see the pause. Null where the type was not paused. Their tickets are added by `ticket_next`.
drop function resume_type(uuid, text);
create function resume_type(org uuid, resumed text) returns integer
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
begin
  delete from paused_types p where p.org_id = org and p.type = resumed;
  if not found then
    return null;
  end if;
  return (
    select count(*)
    from jobs
    where org_id = org
      and type = resumed
      and status = 'queued'
  );
end
$$;
