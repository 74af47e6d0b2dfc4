-- The same figures as before, of any days: of one stage of a rollout, by the days that the gate gives
-- for it, or up to a day, for a curve. And where the model runs, which the means lacked.
--
-- For the formulas see V2.
drop view release_quality, release_latency, release_energy, release_differences, release_means;

create function release_means_between(from_day date, to_day date)
returns table (
    model_name text, model_version text, gguf_digest text, quantization text, runtime_build text,
    backend text, baseline_name text, baseline_version text, baseline_digest text,
    registry_digest text, device_class text, metric text, unit text, measures text, direction text,
    first_day date, last_day date, reports bigint, mean double precision,
    noise_low double precision, noise_high double precision, low double precision,
    high double precision, deployment text)
language sql stable parallel safe as $$
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class, a.metric, a.mechanism, a.epsilon,
           min(a.day) as first_day, max(a.day) as last_day, sum(a.reports) as n,
           sum(a.sums[1]) as total, sum(a.sums_of_squares[1]) as total_squares
    from aggregates a
    where a.mechanism in ('LAPLACE_GRID', 'ONE_BIT_MEAN', 'PIECEWISE')
      and a.day between from_day and to_day
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class, a.metric, a.mechanism, a.epsilon
), moments as (
    select p.*, m.unit, m.measures, m.direction, m.low as range_low, (m.high - m.low) / 1000 as step,
           p.epsilon::double precision as loss,
           (p.total / p.n)::double precision as payload,
           (p.total_squares / p.n)::double precision as payload_square,
           ((p.total_squares - p.total * p.total / p.n) / (p.n - 1))::double precision as payload_variance
    from pooled p
    join metrics m using (registry_digest, metric, mechanism)
    where p.n >= 2
), shapes as (
    select s.*, shape.w, shape.w + 1000 as outputs,
           case mechanism
               when 'ONE_BIT_MEAN' then tanh(loss / 2)
               when 'PIECEWISE' then shape.w * (exp(loss) - 1) / (shape.w * (exp(loss) - 1) + 1000 + shape.w)
           end as beta
    from moments s
    cross join lateral (select round(1000 * exp(-s.loss / 2)) as w) shape
), responses as (
    select s.*, response.slope, response.intercept,
           (s.payload - response.intercept) / response.slope as g
    from shapes s
    cross join lateral (
        select case mechanism
                   when 'LAPLACE_GRID' then 1
                   when 'ONE_BIT_MEAN' then beta / 1000
                   when 'PIECEWISE' then beta
               end as slope,
               case mechanism
                   when 'LAPLACE_GRID' then 0
                   when 'ONE_BIT_MEAN' then (1 - beta) / 2
                   when 'PIECEWISE' then beta * (w - 1) / 2 + (1 - beta) * (outputs - 1) / 2
               end as intercept) response
), noises as (
    select r.*,
           case mechanism
               when 'LAPLACE_GRID' then 2 * power(1000 / loss, 2)
               when 'ONE_BIT_MEAN' then greatest(payload * (1 - payload), intercept * (1 - intercept))
               when 'PIECEWISE' then
                   beta * (g_square + clipped * (w - 1) + mean_square_below(w))
                   + (1 - beta) * mean_square_below(outputs)
                   - (power(intercept, 2) + 2 * intercept * beta * clipped + power(beta, 2) * g_square)
           end as payload_noise
    from responses r
    cross join lateral (select least(greatest(r.g, 0), 1000) as clipped) c
    cross join lateral (
        select least(greatest((r.payload_square - (1 - r.beta) * mean_square_below(r.outputs)) / r.beta
                              - clipped * (r.w - 1) - mean_square_below(r.w),
                              power(clipped, 2)), 1000 * clipped) as g_square) q
), strata as (
    select n.*,
           range_low + step * g as mean,
           power(step / slope, 2) / n.n::double precision * payload_noise as noise_variance,
           power(step / slope, 2) / n.n::double precision * greatest(payload_variance, payload_noise) as variance
    from noises n
), combined as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric, unit, measures, direction,
           min(first_day) as first_day, max(last_day) as last_day, sum(n)::bigint as reports,
           sum(mean / variance) / sum(1 / variance) as mean,
           sqrt(sum(noise_variance / (variance * variance))) / sum(1 / variance) as noise_error,
           sqrt(1 / sum(1 / variance)) as error
    from strata
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric, unit, measures, direction
)
select c.model_name, c.model_version, c.gguf_digest, c.quantization, c.runtime_build, c.backend,
       c.baseline_name, c.baseline_version, c.baseline_digest, c.registry_digest, c.device_class,
       c.metric, c.unit, c.measures, c.direction, c.first_day, c.last_day, c.reports, c.mean,
       c.mean - 1.959963984540054 * c.noise_error as noise_low,
       c.mean + 1.959963984540054 * c.noise_error as noise_high,
       c.mean - 1.959963984540054 * c.error as low,
       c.mean + 1.959963984540054 * c.error as high,
       d.deployment
from combined c
left join device_classes d using (registry_digest, device_class)
where c.reports >= (select minimum_cohort from publication)
$$;

create view release_means as
select * from release_means_between('-infinity', 'infinity');

create view release_quality as
select * from release_means where measures = 'PASS_FRACTION';

create view release_latency as
select * from release_means
where measures in ('SLOW_TTFT_FRACTION', 'SLOW_DECODE_FRACTION');

create view release_energy as
select * from release_means where measures = 'ENERGY_PER_1K_TOKENS';

-- Candidate minus baseline, both run on the same device.
create view release_differences as
select * from release_means where measures like '%\_DIFFERENCE';

-- Who reported: the exact number of reports of a release on a day, and its share among all releases
-- of the model on that class and day. Devices decide for themselves which release they run and tell
-- nobody: how many were assigned, or have applied it without reporting, is in no table, and cannot
-- be. Held against the share that the flag file assigns, this says which of the two arms reports.
create view release_reporting as
select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
       a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
       d.deployment, a.day, sum(a.reports)::bigint as reports,
       (sum(a.reports) / nullif(sum(sum(a.reports)) over (
           partition by a.model_name, a.device_class, a.day, a.baseline_name = ''), 0)
       )::double precision as share_of_day,
       bool_and(a.closed) as closed
from aggregates a
left join device_classes d using (registry_digest, device_class)
group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
         a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
         d.deployment, a.day;

-- Every day that has passed, also those on which nothing came: there the job was at work, and had
-- nothing to count. A day that is not here has not passed, or there was no job.
create view reporting_days as
select day,
       sum(reports) filter (where disposition = 'COUNTED')::bigint as counted,
       coalesce(sum(reports) filter (where disposition <> 'COUNTED'), 0)::bigint as not_counted
from tallies
where day > date '1970-01-01'
group by day
having bool_or(disposition = 'COUNTED');
