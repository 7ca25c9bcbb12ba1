-- Whose log a schedule reads: its jobs are that user's. In an org of one, what there is already is theirs.
alter table schedules add column user_id uuid references users;

update schedules s
set user_id = u.id
from users u
where u.org_id = s.org_id
  and (select count(*) from users other where other.org_id = s.org_id) = 1;

update reports r
set user_id = u.id
from users u
where u.org_id = r.org_id
  and r.user_id is null
  and (select count(*) from users other where other.org_id = r.org_id) = 1;
