-- Cells pooled over days and over suites of one release on one device class, for metrics on a grid.
--
-- Within a privacy loss, sums are added exactly: mean = low + (high - low) / 1000 * sum / n, and the
-- variance of one report is the sample's or the noise's 2 (1000 / epsilon)^2, whichever is greater.
-- Means of different privacy losses are weighted by their inverse variance.
create view release_grid_estimates as
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class, a.metric, a.epsilon,
           min(a.day) as first_day, max(a.day) as last_day, sum(a.reports) as n,
           sum(a.sums[1]) as total, sum(a.sums_of_squares[1]) as total_squares
    from aggregates a
    where a.mechanism = 'LAPLACE_GRID'
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class, a.metric, a.epsilon
), strata as (
    select p.*, m.unit, m.measures, m.direction,
           m.low + (m.high - m.low) / 1000 * (p.total / p.n)::double precision as mean,
           power((m.high - m.low) / 1000, 2) / p.n::double precision
               * 2 * power(1000 / p.epsilon::double precision, 2) as noise_variance,
           power((m.high - m.low) / 1000, 2) / p.n::double precision
               * greatest(((p.total_squares - p.total * p.total / p.n) / (p.n - 1))::double precision,
                          2 * power(1000 / p.epsilon::double precision, 2)) as variance
    from pooled p
    join metrics m using (registry_digest, metric)
    where p.n >= 2
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
select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
       baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric, unit, measures, direction, first_day, last_day,
       reports, mean,
       mean - 1.959963984540054 * noise_error as noise_low,
       mean + 1.959963984540054 * noise_error as noise_high,
       mean - 1.959963984540054 * error as low,
       mean + 1.959963984540054 * error as high
from combined
where reports >= (select minimum_cohort from publication);

create view release_quality as
select * from release_grid_estimates where measures = 'PASS_FRACTION';

create view release_latency as
select * from release_grid_estimates
where measures in ('SLOW_TTFT_FRACTION', 'SLOW_DECODE_FRACTION');

create view release_energy as
select * from release_grid_estimates where measures = 'ENERGY_PER_1K_TOKENS';
