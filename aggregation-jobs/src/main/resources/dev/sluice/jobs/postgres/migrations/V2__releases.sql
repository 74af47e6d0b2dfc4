-- Cells pooled over days and over suites of one release on one device class, for metrics whose
-- mechanism estimates a mean.
--
-- Each payload is one integer with the mean `intercept + slope * g` for a measurement at step g of
-- the range's 1000. Within a privacy loss, sums are added exactly; then mean = low + (high - low) /
-- 1000 * (sum / n - intercept) / slope, and the variance of one report is the sample's or the
-- noise's, whichever is greater. Means of different privacy losses are weighted by their inverse
-- variance. With e = exp(epsilon):
--
--   LAPLACE_GRID  slope 1, intercept 0, noise 2 (1000 / epsilon)^2
--   ONE_BIT_MEAN  beta = (e - 1) / (e + 1): slope beta / 1000, intercept (1 - beta) / 2, noise the
--                 variance of a bit with the sample's mean, at least that at the range's ends
--   PIECEWISE     w = round(1000 exp(-epsilon / 2)), outputs 1000 + w, beta = w (e - 1) / (w (e - 1)
--                 + 1000 + w): slope beta, intercept beta (w - 1) / 2 + (1 - beta) (outputs - 1) / 2,
--                 noise from the sample's moments of g and g^2
create function mean_square_below(bound double precision) returns double precision
    language sql immutable parallel safe
    return (bound - 1) * (2 * bound - 1) / 6;

create view release_means as
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class, a.metric, a.mechanism, a.epsilon,
           min(a.day) as first_day, max(a.day) as last_day, sum(a.reports) as n,
           sum(a.sums[1]) as total, sum(a.sums_of_squares[1]) as total_squares
    from aggregates a
    where a.mechanism in ('LAPLACE_GRID', 'ONE_BIT_MEAN', 'PIECEWISE')
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
select * from release_means where measures = 'PASS_FRACTION';

create view release_latency as
select * from release_means
where measures in ('SLOW_TTFT_FRACTION', 'SLOW_DECODE_FRACTION');

create view release_energy as
select * from release_means where measures = 'ENERGY_PER_1K_TOKENS';

-- Candidate minus baseline, both run on the same device.
create view release_differences as
select * from release_means where measures like '%\_DIFFERENCE';
