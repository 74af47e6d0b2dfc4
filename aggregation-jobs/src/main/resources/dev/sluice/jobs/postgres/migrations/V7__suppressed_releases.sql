-- What is suppressed was missing from the release's views, and looked like what nobody had reported.
-- It is a row now, with the reason in "suppressed", and without numbers: neither an estimate nor how
-- many reports there are. What the views gave before they give still, with null in "suppressed".
--
-- The views of before stay under another name, so that views that others have made of them hold.
alter function release_means_between(date, date) rename to published_means_between;

create function release_means_between(from_day date, to_day date)
returns table (
    model_name text, model_version text, gguf_digest text, quantization text, runtime_build text,
    backend text, baseline_name text, baseline_version text, baseline_digest text,
    registry_digest text, device_class text, metric text, unit text, measures text, direction text,
    first_day date, last_day date, reports bigint, mean double precision,
    noise_low double precision, noise_high double precision, low double precision,
    high double precision, deployment text, suppressed text)
language sql stable parallel safe as $$
with counted as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
           a.metric, a.mechanism, min(a.day) as first_day, max(a.day) as last_day,
           sum(a.reports) as n
    from aggregates a
    where a.mechanism in ('LAPLACE_GRID', 'ONE_BIT_MEAN', 'PIECEWISE')
      and a.day between from_day and to_day
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest,
             a.device_class, a.metric, a.mechanism, a.epsilon
), small as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
           mechanism, min(first_day) as first_day, max(last_day) as last_day
    from counted
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
             mechanism
    -- A privacy loss of one report has no estimate, and adds nothing to the others'.
    having sum(n) > 0
       and coalesce(sum(n) filter (where n >= 2), 0) < (select minimum_cohort from publication)
)
select p.*, null
from published_means_between(from_day, to_day) p
union all
select s.model_name, s.model_version, s.gguf_digest, s.quantization, s.runtime_build, s.backend,
       s.baseline_name, s.baseline_version, s.baseline_digest, s.registry_digest, s.device_class,
       s.metric, m.unit, m.measures, m.direction, s.first_day, s.last_day, null, null, null, null,
       null, null, d.deployment,
       'fewer than ' || (select minimum_cohort from publication) || ' reports'
from small s
join metrics m using (registry_digest, metric, mechanism)
left join device_classes d using (registry_digest, device_class)
$$;

create or replace view release_means as
select * from release_means_between('-infinity', 'infinity');

create or replace view release_quality as
select * from release_means where measures = 'PASS_FRACTION';

create or replace view release_latency as
select * from release_means
where measures in ('SLOW_TTFT_FRACTION', 'SLOW_DECODE_FRACTION');

create or replace view release_energy as
select * from release_means where measures = 'ENERGY_PER_1K_TOKENS';

create or replace view release_differences as
select * from release_means where measures like '%\_DIFFERENCE';

alter view release_shares rename to published_shares;

create view release_shares as
with counted as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
           min(day) as first_day, max(day) as last_day, sum(reports) as n
    from aggregates
    where mechanism = 'RANDOMIZED_RESPONSE'
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
             epsilon
), small as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
           min(first_day) as first_day, max(last_day) as last_day
    from counted
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric
    having sum(n) > 0
       and coalesce(sum(n) filter (where n >= 2), 0) < (select minimum_cohort from publication)
)
select p.*, null as suppressed
from published_shares p
union all
select s.model_name, s.model_version, s.gguf_digest, s.quantization, s.runtime_build, s.backend,
       s.baseline_name, s.baseline_version, s.baseline_digest, s.registry_digest, s.device_class,
       d.deployment, s.metric, m.unit, m.measures, m.direction, category, s.first_day, s.last_day,
       null, null, null, null, null, null,
       'fewer than ' || (select minimum_cohort from publication) || ' reports'
from small s
join metrics m using (registry_digest, metric)
cross join unnest(m.categories) as category
left join device_classes d using (registry_digest, device_class);

create or replace view release_outcomes as
select * from release_shares where measures = 'RUN_OUTCOME';

create or replace view release_harness as
select * from release_shares
where measures in ('HARNESS_VALIDITY', 'HARNESS_VALIDITY_OF_BOTH');

create or replace view release_eligibility as
select * from release_shares where measures in ('ELIGIBILITY', 'ELIGIBILITY_FOR_BOTH');
