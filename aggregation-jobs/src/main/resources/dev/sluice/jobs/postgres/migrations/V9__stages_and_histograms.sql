-- Shares of any days, as means have them; histograms and their percentiles of a release; and
-- suppressed cells where they were missing.

-- The view's formulas, see V4, have moved into the function, and the views ask it.
create function release_shares_between(from_day date, to_day date)
returns table (
    model_name text, model_version text, gguf_digest text, quantization text, runtime_build text,
    backend text, baseline_name text, baseline_version text, baseline_digest text,
    registry_digest text, device_class text, deployment text, metric text, unit text, measures text,
    direction text, category text, first_day date, last_day date, reports bigint,
    share double precision, noise_low double precision, noise_high double precision,
    low double precision, high double precision, suppressed text)
language sql stable parallel safe as $$
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
           a.metric, m.unit, m.measures, m.direction, slot.category,
           a.epsilon::double precision as loss, cardinality(m.categories) as k,
           min(a.day) as first_day, max(a.day) as last_day,
           sum(a.reports)::double precision as n, sum(slot.count)::double precision as c
    from aggregates a
    join metrics m using (registry_digest, metric, mechanism)
    cross join lateral unnest(a.sums, m.categories) as slot(count, category)
    where a.mechanism = 'RANDOMIZED_RESPONSE' and a.day between from_day and to_day and a.reports > 0
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest,
             a.device_class, a.metric, m.unit, m.measures, m.direction, slot.category, a.epsilon,
             m.categories
), coins as (
    select pooled.*, exp(loss) / (exp(loss) + k - 1) as p, 1 / (exp(loss) + k - 1) as q
    from pooled
), strata as (
    -- A privacy loss of one report has no estimate: no weight, and adds nothing to the others'.
    select coins.*, s.share, v.noise_variance, case when n >= 2 then n else 0 end as estimated,
           case when n >= 2
                then 1 / greatest(v.noise_variance, c / n * (1 - c / n) / (n * power(p - q, 2)))
           end as weight
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
           min(first_day) as first_day, max(last_day) as last_day,
           sum(estimated)::bigint as reports,
           sum(weight * share) / sum(weight) as share,
           sqrt(sum(weight * weight * noise_variance)) / sum(weight) as noise_error,
           sqrt(1 / sum(weight)) as error
    from strata
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
             unit, measures, direction, category
)
select c.model_name, c.model_version, c.gguf_digest, c.quantization, c.runtime_build, c.backend,
       c.baseline_name, c.baseline_version, c.baseline_digest, c.registry_digest, c.device_class,
       d.deployment, c.metric, c.unit, c.measures, c.direction, c.category, c.first_day, c.last_day,
       shown.reports, shown.share,
       shown.share - 1.959963984540054 * c.noise_error,
       shown.share + 1.959963984540054 * c.noise_error,
       shown.share - 1.959963984540054 * c.error,
       shown.share + 1.959963984540054 * c.error,
       case when shown.reports is null then 'fewer than ' || cohort.least || ' reports' end
from combined c
cross join lateral (select (select minimum_cohort from publication) as least) cohort
left join lateral (select c.reports, c.share where c.reports >= cohort.least) shown on true
left join device_classes d using (registry_digest, device_class)
$$;

create or replace view release_shares as
select * from release_shares_between('-infinity', 'infinity');

create or replace view published_shares as
select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
       baseline_name, baseline_version, baseline_digest, registry_digest, device_class, deployment,
       metric, unit, measures, direction, category, first_day, last_day, reports, share,
       noise_low, noise_high, low, high
from release_shares
where suppressed is null;

-- Of a histogram, its inner edges; null for other mechanisms. The job fills in those of the
-- registries it admits; of older ones, labels of estimates that it has published tell them.
alter table metrics add column edges double precision[];

update metrics m
set edges = told.edges
from (select distinct on (a.registry_digest, a.metric) a.registry_digest, a.metric,
             (select array_agg(substr(e.estimate ->> 'component', 2)::double precision
                               order by e.place)
              from jsonb_array_elements(a.estimates) with ordinality as e(estimate, place)
              where e.estimate ->> 'component' like '<%') as edges
      from aggregates a
      where a.mechanism = 'LAPLACE_HISTOGRAM' and jsonb_array_length(a.estimates) > 0) told
where (m.registry_digest, m.metric) = (told.registry_digest, told.metric);

-- Both ends: '<100' was the name of what lies from 50 to 100, and read like all below 100.
create function bucket_label(edges double precision[], bucket integer) returns text
    language sql immutable parallel safe
    return case
        when bucket = 1 then 'below ' || edges[1]::numeric
        when bucket > cardinality(edges) then edges[bucket - 1]::numeric || ' and more'
        else edges[bucket - 1]::numeric || '..' || edges[bucket]::numeric
    end;

update aggregates a
set estimates = (
    select jsonb_agg(jsonb_set(e.estimate, '{component}',
                               to_jsonb(bucket_label(m.edges, e.place::integer)))
                     order by e.place)
    from jsonb_array_elements(a.estimates) with ordinality as e(estimate, place))
from metrics m
where (m.registry_digest, m.metric) = (a.registry_digest, a.metric)
  and a.mechanism = 'LAPLACE_HISTOGRAM' and jsonb_array_length(a.estimates) > 0;

create or replace view estimates as
select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
       a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.suite_digest,
       a.device_class, a.day, a.metric, a.mechanism, a.epsilon,
       case when a.suppressed is null then a.reports end as reports,
       e.component, e.value, e.noise_low, e.noise_high, e.low, e.high, a.closed, a.suppressed
from aggregates a
left join lateral jsonb_to_recordset(a.estimates) as e (
    component text, value double precision, noise_low double precision,
    noise_high double precision, low double precision, high double precision) on true
where a.reports > 0;

-- Buckets of histograms, pooled as shares are. Each payload is a one-hot vector in hundreds with
-- Laplace noise of scale 200 / epsilon on every bucket: share = mean / 100, and the variance of one
-- report is the sample's or the noise's, 8 / epsilon^2, whichever is greater. Privacy losses are
-- weighted by the inverse variance of their noise, which all buckets have in common: so the shares
-- of one release have the same weights, and add up to one but for noise.
create function release_histograms_between(from_day date, to_day date)
returns table (
    model_name text, model_version text, gguf_digest text, quantization text, runtime_build text,
    backend text, baseline_name text, baseline_version text, baseline_digest text,
    registry_digest text, device_class text, deployment text, metric text, unit text, measures text,
    direction text, bucket integer, label text, bucket_from double precision,
    bucket_to double precision, first_day date, last_day date, reports bigint,
    effective_reports double precision, share double precision, noise_error double precision,
    error double precision, noise_low double precision, noise_high double precision,
    low double precision, high double precision, suppressed text)
language sql stable parallel safe as $$
with pooled as (
    select a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build, a.backend,
           a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest, a.device_class,
           a.metric, m.unit, m.measures, m.direction, m.edges, slot.bucket::integer as bucket,
           a.epsilon::double precision as loss, min(a.day) as first_day, max(a.day) as last_day,
           sum(a.reports) as n, sum(slot.total) as total, sum(slot.squares) as squares
    from aggregates a
    join metrics m using (registry_digest, metric, mechanism)
    cross join lateral unnest(a.sums, a.sums_of_squares)
        with ordinality as slot(total, squares, bucket)
    where a.mechanism = 'LAPLACE_HISTOGRAM' and a.day between from_day and to_day
      and a.reports > 0 and m.edges is not null
    group by a.model_name, a.model_version, a.gguf_digest, a.quantization, a.runtime_build,
             a.backend, a.baseline_name, a.baseline_version, a.baseline_digest, a.registry_digest,
             a.device_class, a.metric, m.unit, m.measures, m.direction, m.edges, slot.bucket,
             a.epsilon
), strata as (
    select p.*, (total / n)::double precision / 100 as share, 8 / power(loss, 2) / n as noise_variance,
           case when n >= 2
                then greatest(8 / power(loss, 2),
                              ((squares - total * total / n) / (n - 1))::double precision / 10000) / n
           end as variance,
           case when n >= 2 then n else 0 end as estimated,
           case when n >= 2 then n * power(loss, 2) end as weight
    from pooled p
), combined as (
    select model_name, model_version, gguf_digest, quantization, runtime_build, backend,
           baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
           unit, measures, direction, edges, bucket,
           min(first_day) as first_day, max(last_day) as last_day, sum(estimated)::bigint as reports,
           power(sum(weight), 2) / sum(weight * weight / n) as effective_reports,
           sum(weight * share) / sum(weight) as share,
           sqrt(sum(weight * weight * noise_variance)) / sum(weight) as noise_error,
           sqrt(sum(weight * weight * variance)) / sum(weight) as error
    from strata
    group by model_name, model_version, gguf_digest, quantization, runtime_build, backend,
             baseline_name, baseline_version, baseline_digest, registry_digest, device_class, metric,
             unit, measures, direction, edges, bucket
)
select c.model_name, c.model_version, c.gguf_digest, c.quantization, c.runtime_build, c.backend,
       c.baseline_name, c.baseline_version, c.baseline_digest, c.registry_digest, c.device_class,
       d.deployment, c.metric, c.unit, c.measures, c.direction, c.bucket,
       bucket_label(c.edges, c.bucket), c.edges[c.bucket - 1], c.edges[c.bucket],
       c.first_day, c.last_day, shown.reports, shown.effective_reports, shown.share,
       shown.noise_error, shown.error,
       shown.share - 1.959963984540054 * shown.noise_error,
       shown.share + 1.959963984540054 * shown.noise_error,
       shown.share - 1.959963984540054 * shown.error,
       shown.share + 1.959963984540054 * shown.error,
       case when shown.reports is null then 'fewer than ' || cohort.least || ' reports' end
from combined c
cross join lateral (select (select minimum_cohort from publication) as least) cohort
left join lateral (select c.reports, c.effective_reports, c.share, c.noise_error, c.error
                   where c.reports >= cohort.least) shown on true
left join device_classes d using (registry_digest, device_class)
$$;

create view release_histograms as
select * from release_histograms_between('-infinity', 'infinity');

-- Percentiles of one histogram, from the noisy shares of its k buckets.
--
-- Each report has exactly one bucket: what the shares lack to one is taken from all buckets alike,
-- which is the least-squares estimate under that total (Hay et al. 2010) and has the cumulative
-- share behind bucket j carry j (k - j) / k times the noise of one bucket, instead of j times.
-- The cumulative shares are then made to rise: isotonic least squares, which is what pooling
-- adjacent violators gives, by its max-min formula (Barlow et al. 1972; Robertson et al. 1988),
-- and held in 0..1. Negative buckets so cancel against their neighbours, where clipping each at 0
-- would move all noise one way. The percentile is in the first bucket that reaches it, `part` of
-- the way through.
--
-- The interval inverts tests of the cumulative share (Woodruff 1952), before it was made to rise:
-- from the left, edges are behind as long as the share's upper bound is below the percentile, from
-- the right, as long as its lower bound is above. Of nested hypotheses in a fixed order the first
-- true one alone can be rejected wrongly, so that each side errs in at most 2.5 %, however many
-- edges there are. The percentile of above is never outside of it: what is pooled is a mean of
-- shares on the same side. Buckets count from 1; low_bucket and high_bucket are the first and last
-- bucket in which it may lie.
create function histogram_percentiles(
    shares double precision[], noise_error double precision, effective_reports double precision)
returns table (percentile integer, bucket integer, part double precision, low_bucket integer,
               high_bucket integer)
language sql immutable parallel safe as $$
with cumulative as (
    select place::integer as edge, cardinality(shares) as k,
           sum(share) over (order by place) - (sum(share) over () - 1) * place / cardinality(shares)
               as share
    from unnest(shares) with ordinality as slot(share, place)
), edges as (
    select c.edge, c.k, c.share, sum(c.share) over (order by c.edge) as running
    from cumulative c
    where c.edge < c.k
), lowest as (
    select e.edge, a.edge as first,
           min((b.running - a.running + a.share) / (b.edge - a.edge + 1)) as level
    from edges e
    join edges a on a.edge <= e.edge
    join edges b on b.edge >= e.edge
    group by e.edge, a.edge
), rising as (
    select edge, least(greatest(max(level), 0), 1) as share from lowest group by edge
), asked as (
    select percentile, percentile / 100.0::double precision as p
    from unnest(array[50, 90, 95]) as percentile
), found as (
    select a.percentile, a.p, count(*) filter (where r.share < a.p)::integer + 1 as bucket
    from asked a
    cross join rising r
    group by a.percentile, a.p
), tested as (
    select a.percentile,
           coalesce(min(e.edge) filter (where e.share + bound.radius >= a.p), max(e.k)) as low_bucket,
           coalesce(max(e.edge) filter (where e.share - bound.radius <= a.p), 0) + 1 as high_bucket
    from asked a
    cross join edges e
    cross join lateral (
        select 1.959963984540054 * sqrt(
                   a.p * (1 - a.p) / effective_reports
                   + e.edge * (e.k - e.edge)::double precision / e.k * power(noise_error, 2))
               as radius) bound
    group by a.percentile
)
select f.percentile, f.bucket,
       (f.p - coalesce(before.share, 0)) / (coalesce(behind.share, 1) - coalesce(before.share, 0)),
       t.low_bucket, t.high_bucket
from found f
join tested t using (percentile)
left join rising before on before.edge = f.bucket - 1
left join rising behind on behind.edge = f.bucket
$$;

create function release_percentiles_between(from_day date, to_day date)
returns table (
    model_name text, model_version text, gguf_digest text, quantization text, runtime_build text,
    backend text, baseline_name text, baseline_version text, baseline_digest text,
    registry_digest text, device_class text, deployment text, metric text, unit text, measures text,
    direction text, percentile integer, first_day date, last_day date, reports bigint,
    reading text, value double precision, low double precision, high double precision,
    suppressed text)
language sql stable parallel safe as $$
with histograms as (
    select h.model_name, h.model_version, h.gguf_digest, h.quantization, h.runtime_build, h.backend,
           h.baseline_name, h.baseline_version, h.baseline_digest, h.registry_digest, h.device_class,
           h.deployment, h.metric, h.unit, h.measures, h.direction, h.suppressed, h.reports,
           min(h.first_day) as first_day, max(h.last_day) as last_day,
           array_agg(h.share order by h.bucket) as shares,
           max(h.noise_error) as noise_error, max(h.effective_reports) as effective_reports,
           array_agg(h.bucket_to order by h.bucket) as edges
    from release_histograms_between(from_day, to_day) h
    group by h.model_name, h.model_version, h.gguf_digest, h.quantization, h.runtime_build,
             h.backend, h.baseline_name, h.baseline_version, h.baseline_digest, h.registry_digest,
             h.device_class, h.deployment, h.metric, h.unit, h.measures, h.direction, h.suppressed,
             h.reports
)
select h.model_name, h.model_version, h.gguf_digest, h.quantization, h.runtime_build, h.backend,
       h.baseline_name, h.baseline_version, h.baseline_digest, h.registry_digest, h.device_class,
       h.deployment, h.metric, h.unit, h.measures, h.direction, p.percentile, h.first_day,
       h.last_day, h.reports,
       case
           when h.suppressed is not null then null
           when p.bucket = 1 then 'below ' || h.edges[1]::numeric
           when h.edges[p.bucket] is null then 'at least ' || h.edges[p.bucket - 1]::numeric
           else trim_scale(round(inside.value::numeric, 3))::text
       end,
       inside.value,
       case when h.suppressed is null then h.edges[p.low_bucket - 1] end,
       case when h.suppressed is null then h.edges[p.high_bucket] end,
       h.suppressed
from histograms h
cross join lateral histogram_percentiles(h.shares, h.noise_error, h.effective_reports) p
-- Null in a bucket that has no end: there is nothing to go part of the way to.
cross join lateral (
    select case when h.suppressed is null
                then h.edges[p.bucket - 1] + p.part * (h.edges[p.bucket] - h.edges[p.bucket - 1])
           end as value) inside
$$;

create view release_percentiles as
select * from release_percentiles_between('-infinity', 'infinity');
