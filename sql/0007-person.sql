-- How a person is called on a résumé; `name` is the login that finds them again.
alter table users add column full_name text;
