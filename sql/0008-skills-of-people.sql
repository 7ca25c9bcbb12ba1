-- A skill belongs to the person whose entries prove it, with the name, the merging and the hiding of that person. What
-- was one skill of the org becomes one for each person who has evidence of it, or of what was merged into it.
alter table skills
  add column user_id uuid references users,
  drop constraint skills_org_id_name_key;

create view skill_owners as
with direct as (
  select distinct v.skill_id, e.user_id
  from skill_evidence v
  join entries e on e.id = v.entry_id
)
select skill_id, user_id
from direct
union
select s.part_of, d.user_id
from direct d
join skills s on s.id = d.skill_id
where s.part_of is not null;

-- The row that is there goes to the owner who came first; one without evidence to the first person of the org.
update skills s
set user_id = coalesce(
  (
    select o.user_id
    from skill_owners o
    join users u on u.id = o.user_id
    where o.skill_id = s.id
    order by u.created_at, u.id
    limit 1
  ), (
    select u.id
    from users u
    where u.org_id = s.org_id
    order by u.created_at, u.id
    limit 1
  )
);

delete from skills
where user_id is null;

insert into skills (id, org_id, user_id, name, category, hidden, label, part_of, created_at)
select gen_random_uuid(), s.org_id, o.user_id, s.name, s.category, s.hidden, s.label, s.part_of, s.created_at
from skills s
join skill_owners o on o.skill_id = s.id
where o.user_id <> s.user_id;

drop view skill_owners;

update skill_evidence v
set skill_id = own.id
from entries e, skills s, skills own
where e.id = v.entry_id
  and s.id = v.skill_id
  and s.user_id <> e.user_id
  and own.org_id = s.org_id
  and own.user_id = e.user_id
  and own.name = s.name;

update skills s
set part_of = own.id
from skills whole, skills own
where whole.id = s.part_of
  and whole.user_id <> s.user_id
  and own.org_id = whole.org_id
  and own.user_id = s.user_id
  and own.name = whole.name;

alter table skills
  alter column user_id set not null,
  add unique (org_id, user_id, name);
