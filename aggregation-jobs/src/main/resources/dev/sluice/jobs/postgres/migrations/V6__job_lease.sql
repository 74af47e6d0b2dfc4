-- Which job may write: one row, taken anew every few seconds by the job that lives. Its times are this
-- server's own, so that no two clocks have to agree.
create table job_lease (
    only_row   boolean primary key default true check (only_row),
    -- Flink's id of the job: the same over its restarts, another for each submission.
    holder     text not null,
    -- Counts the holders. In a unique index, so that a row locked "for key share" can be renewed, and
    -- cannot change its holder.
    epoch      bigint not null unique,
    renewed_at timestamptz not null,
    expires_at timestamptz not null
);

comment on table job_lease is 'The job that may write these tables; another waits until it expires.';

-- Has a statement fail unless the lease of that epoch is still in force, and keeps it in force until
-- the statement's transaction ends: a job that slept through its lease cannot write over what its
-- successor has written.
create function demand_lease(of_epoch bigint) returns boolean
    language plpgsql as $$
begin
    perform from job_lease where epoch = of_epoch for key share;
    if not found then
        raise exception 'another job has taken the lease of epoch % over', of_epoch
            using errcode = 'SL001';
    end if;
    return true;
end
$$;
