-- What the gate assigned, and who reported: of each stage of a rollout of two arms and each class.
--
-- The gate gives the candidate to `assigned_percent` of the fleet, and has as many devices report
-- about the version before; the others run that one and report nothing. So whatever the percentage,
-- half of the reports should be the candidate's. `low` to `high` is the 95 % interval of chance alone
-- (Wilson 1927): the counts are exact. A paired rollout has no second arm, and no row; neither has a
-- stage of which nothing was reported.
create or replace view rollout_exposure as
with stages as (
    select rollout, model_name, control_version, candidate_version, design, deployment, stage_index,
           max(from_percent) as assigned_percent, min(first_day) as first_day, max(day) as last_day
    from gate_decisions
    where kind <> 'started'
    group by rollout, model_name, control_version, candidate_version, design, deployment, stage_index
), arms as (
    select s.*, r.device_class, sum(r.reports)::bigint as reports,
           coalesce(sum(r.reports) filter (where r.model_version = s.candidate_version), 0)::bigint
               as candidate_reports
    from stages s
    join release_reporting r
      on r.model_name = s.model_name and r.deployment = s.deployment and r.baseline_name = ''
     and r.model_version in (s.control_version, s.candidate_version)
     and r.day between s.first_day and s.last_day
    where s.design = 'two-arm'
    group by s.rollout, s.model_name, s.control_version, s.candidate_version, s.design, s.deployment,
             s.stage_index, s.assigned_percent, s.first_day, s.last_day, r.device_class
    having sum(r.reports) > 0
)
select a.rollout, a.model_name, a.control_version, a.candidate_version, a.deployment, a.stage_index,
       a.first_day, a.last_day, a.device_class, a.assigned_percent,
       0.5::double precision as assigned_share_of_reports,
       a.reports, a.candidate_reports, wilson.share, wilson.middle - wilson.radius as low,
       wilson.middle + wilson.radius as high
from arms a
cross join lateral (select a.reports::double precision as n, power(1.959963984540054, 2) as z2) w
cross join lateral (
    select a.candidate_reports / w.n as share,
           (a.candidate_reports + w.z2 / 2) / (w.n + w.z2) as middle,
           sqrt(w.z2 * (a.candidate_reports * (1 - a.candidate_reports / w.n) + w.z2 / 4))
               / (w.n + w.z2) as radius) wilson;
