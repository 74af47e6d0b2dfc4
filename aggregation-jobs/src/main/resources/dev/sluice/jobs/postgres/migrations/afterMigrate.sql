-- Analysts read everything and change nothing: grant sluice_analyst to whoever may. Where the job's
-- own role may not create roles, an administrator creates it, and the next start of the job grants.
do $$
begin
    if not exists (select from pg_roles where rolname = 'sluice_analyst')
       and exists (select from pg_roles
                   where rolname = current_user and (rolcreaterole or rolsuper)) then
        create role sluice_analyst nologin;
    end if;
    if exists (select from pg_roles where rolname = 'sluice_analyst') then
        execute format('grant usage on schema %I to sluice_analyst', current_schema());
        execute format('grant select on all tables in schema %I to sluice_analyst', current_schema());
    end if;
end
$$;
