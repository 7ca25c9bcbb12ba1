-- A run waits for its children and is claimed again, which sets started_at anew; its edition was opened at the first claim.
create or replace view agent_runs as
select
  j.id,
  j.org_id,
  least(d.created_at, coalesce(j.started_at, j.created_at)) as started_at,
  j.finished_at as completed_at,
  j.status,
  j.result,
  j.error as error_message
from jobs j
left join digests d on d.job_id = j.id
where j.type = 'digest.run';
