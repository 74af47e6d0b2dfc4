-- What a metric is, as far as its estimates can be computed from sums. One row for each registry
-- that a job has been started with; old registries stay, for the cells that were reported by them.
create table metrics (
    registry_digest text not null,
    metric          text not null,
    purpose         text not null,
    unit            text not null,
    measures        text not null,
    direction       text not null,
    mechanism       text not null,
    -- Clipping bounds of a mean; null for other mechanisms.
    low             double precision,
    high            double precision,
    -- Of randomised response, what the slots of a cell's sums count; null for other mechanisms.
    categories      text[],
    primary key (registry_digest, metric)
);

-- The newest rules of publication: one row.
create table publication (
    only_row       boolean primary key default true check (only_row),
    minimum_cohort bigint not null
);

-- One row for each cell. The sums are exact and of values that were privatised on the devices.
create table aggregates (
    model_name      text not null,
    model_version   text not null,
    gguf_digest     text not null,
    quantization    text not null,
    runtime_build   text not null,
    backend         text not null,
    -- What the model was compared with on the devices; empty where nothing was.
    baseline_name    text not null,
    baseline_version text not null,
    baseline_digest  text not null,
    registry_digest text not null,
    suite_digest    text not null,
    device_class    text not null,
    day             date not null,
    metric          text not null,
    mechanism       text not null,
    epsilon         numeric(10, 9) not null,
    reports         bigint not null,
    sums            bigint[] not null,
    sums_of_squares bigint[] not null,
    -- [{component, value, noise_low, noise_high, low, high}]; empty when suppressed.
    estimates       jsonb not null,
    suppressed      text,
    closed          boolean not null,
    updated_at      timestamptz not null default now(),
    primary key (model_name, model_version, device_class, day, metric, epsilon, gguf_digest,
                 quantization, runtime_build, backend, baseline_name, baseline_version,
                 baseline_digest, suite_digest, registry_digest, mechanism)
);

comment on table aggregates is
    'One row a cell: what was reported of one model version by one device class on one day.';
comment on column aggregates.epsilon is 'Privacy loss of each report.';
comment on column aggregates.suppressed is 'Why there are no estimates; null when there are.';
comment on column aggregates.closed is 'Nothing can change any more.';

-- What became of the reports that were read. 1970-01-01: the day could not be read or believed.
create table tallies (
    day         date not null,
    disposition text not null,
    reason      text not null,
    reports     bigint not null,
    updated_at  timestamptz not null default now(),
    primary key (day, disposition, reason)
);

-- One row for each estimated number. low..high is the 95 % interval of noise and sampling together,
-- noise_low..noise_high that of the privacy noise alone.
create view estimates as
select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
       a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.suite_digest, a.device_class, a.day, a.metric, a.mechanism, a.epsilon,
       a.reports, e.component, e.value, e.noise_low, e.noise_high, e.low, e.high, a.closed
from aggregates a
cross join lateral jsonb_to_recordset(a.estimates) as e (
    component text, value double precision, noise_low double precision,
    noise_high double precision, low double precision, high double precision);
