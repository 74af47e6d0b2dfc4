-- Where the model of a device class runs: on the user's device, or on a server that devices share.
-- The two are never added up: whoever groups over classes groups by this, too.
create table device_classes (
    registry_digest text not null,
    device_class    text not null,
    deployment      text not null check (deployment in ('device', 'edge')),
    primary key (registry_digest, device_class)
);

-- Shares of categories, pooled over days and over suites of one release on one device class, for
-- metrics whose mechanism is randomised response over k categories.
--
-- With e = exp(epsilon), the truth is told with p = e / (e + k - 1) and each other category with
-- q = 1 / (e + k - 1). Within a privacy loss, counts c of n are added exactly; then share = (c / n -
-- q) / (p - q), and the variance of one report is c / n (1 - c / n) or the coins' alone, whichever
-- is greater, over (p - q)^2. Shares of different privacy losses are weighted by inverse variance.
create view release_shares as
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
           a.metric, m.unit, m.measures, m.direction, slot.category, a.epsilon::double precision as loss,
           cardinality(m.categories) as k,
           min(a.day) as first_day, max(a.day) as last_day,
           sum(a.reports)::double precision as n, sum(slot.count)::double precision as c
    from aggregates a
    join metrics m using (registry_digest, metric, mechanism)
    cross join lateral unnest(a.sums, m.categories) as slot(count, category)
    where a.mechanism = 'RANDOMIZED_RESPONSE'
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest,
             a.device_class, a.metric, m.unit, m.measures, m.direction, slot.category, a.epsilon,
             m.categories
), coins as (
    select pooled.*, exp(loss) / (exp(loss) + k - 1) as p, 1 / (exp(loss) + k - 1) as q
    from pooled
    where n >= 2
), strata as (
    select coins.*, s.share, v.noise_variance,
           greatest(v.noise_variance, c / n * (1 - c / n) / (n * power(p - q, 2))) as variance
    from coins
    cross join lateral (select (c / n - q) / (p - q) as share) s
    cross join lateral (select least(greatest(s.share, 0), 1) as held) h
    cross join lateral (
        select (h.held * p * (1 - p) + (1 - h.held) * q * (1 - q)) / (n * power(p - q, 2))
               as noise_variance) v
), combined as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
           unit, measures, direction, category,
           min(first_day) as first_day, max(last_day) as last_day, sum(n)::bigint as reports,
           sum(share / variance) / sum(1 / variance) as share,
           sqrt(sum(noise_variance / (variance * variance))) / sum(1 / variance) as noise_error,
           sqrt(1 / sum(1 / variance)) as error
    from strata
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
             unit, measures, direction, category
)
select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
       baseline_name, baseline_version, baseline_digest, registry_digest, device_class, d.deployment,
       metric, unit, measures, direction, category, first_day, last_day, reports, share,
       share - 1.959963984540054 * noise_error as noise_low,
       share + 1.959963984540054 * noise_error as noise_high,
       share - 1.959963984540054 * error as low,
       share + 1.959963984540054 * error as high
from combined
left join device_classes d using (registry_digest, device_class)
where reports >= (select minimum_cohort from publication);

create view release_outcomes as
select * from release_shares where measures = 'RUN_OUTCOME';

-- Where the share of invalid harnesses is more than a few percent, the other numbers of that release
-- and class are no data about the model.
create view release_harness as
select * from release_shares
where measures in ('HARNESS_VALIDITY', 'HARNESS_VALIDITY_OF_BOTH');

-- Who can take the release, and for want of what the others cannot. Everything else in the release's
-- views speaks of eligible devices only.
create view release_eligibility as
select * from release_shares where measures in ('ELIGIBILITY', 'ELIGIBILITY_FOR_BOTH');
