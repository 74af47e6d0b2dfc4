-- What the rollout gate decided, as its topic has it. While a rollout holds, each look is on record
-- there; here the newest of a day and stage is kept, so that a month of looks is a month of rows.
create table decisions (
    rollout     text not null,
    kind        text not null,
    -- The stage after the decision, counted from 0.
    stage_index integer not null,
    -- Newest day of the evidence: the gate knows no other time.
    day         date not null,
    sequence    bigint not null,
    log_offset  bigint not null,
    decision    jsonb not null,
    updated_at  timestamptz not null default now(),
    primary key (rollout, kind, stage_index, day)
);

comment on table decisions is
    'Decisions of the rollout gate as they were read; ask gate_decisions and gate_findings.';

-- One row for each decision.
--
-- A decision whose acknowledgement the gate did not get can be on record although the gate went on
-- without it: of one sequence, the newest record holds. And the topic is compacted: promotions that
-- were gone before they could be read are told by the stages that the newest record looks back on.
create view gate_decisions as
with valid as (
    select distinct on (rollout, sequence) rollout, kind, stage_index, day, sequence, decision
    from decisions
    order by rollout, sequence, log_offset desc
), newest as (
    select distinct on (rollout) rollout, decision
    from valid
    order by rollout, sequence desc
), told as (
    select v.rollout, v.kind, v.day, v.sequence, v.decision,
           v.stage_index - (v.decision ->> 'verdict' = 'PROMOTE')::integer as stage_index,
           case when v.kind in ('started', 'held') then v.decision else v.decision -> 'history' -> -1
           end as looked,
           (v.decision ->> 'stage_percent')::integer as to_percent,
           v.decision ->> 'state' as to_state
    from valid v
    union all
    select n.rollout, 'promoted', (ended.stage ->> 'last_day')::date, null, n.decision,
           ended.number::integer - 1, ended.stage,
           coalesce(n.decision -> 'history' -> ended.number::integer -> 'percent',
                    n.decision -> 'stage_percent')::integer,
           'RUNNING'
    from newest n
    cross join lateral jsonb_array_elements(n.decision -> 'history')
        with ordinality as ended (stage, number)
    where ended.stage ->> 'verdict' = 'PROMOTE'
      and not exists (select from valid v
                      where v.rollout = n.rollout and v.stage_index = ended.number
                        and v.kind in ('promoted', 'completed'))
)
select t.rollout, t.decision ->> 'model_name' as model_name,
       t.decision ->> 'candidate_version' as candidate_version,
       t.decision ->> 'candidate_digest' as candidate_digest,
       t.decision ->> 'control_version' as control_version,
       t.decision ->> 'control_digest' as control_digest,
       t.decision ->> 'design' as design, t.decision ->> 'deployment' as deployment,
       t.kind, t.stage_index, (t.decision ->> 'start_day')::date as start_day,
       coalesce(t.looked ->> 'first_day', t.decision ->> 'stage_day')::date as first_day, t.day,
       case when t.kind <> 'started' then 'RUNNING' end as from_state, t.to_state,
       case when t.kind <> 'started'
            then coalesce(t.looked ->> 'percent', t.looked ->> 'stage_percent')::integer
       end as from_percent,
       t.to_percent, t.looked ->> 'verdict' as verdict, t.looked ->> 'reason' as reason,
       (t.looked ->> 'reports')::bigint as reports, t.looked -> 'findings' as findings, t.sequence,
       case when t.sequence is not null then t.decision ->> 'inputs_digest' end as inputs_digest,
       t.decision ->> 'policy_digest' as policy_digest, t.decision ->> 'policy' as policy
from told t;

comment on view gate_decisions is
    'One row a decision of the rollout gate: what changed, by which evidence, and why.';
comment on column gate_decisions.kind is
    'started, held (the newest of a day and stage), promoted, completed, rolled-back or expired.';
comment on column gate_decisions.stage_index is 'The stage that was judged, counted from 0.';
comment on column gate_decisions.start_day is 'First day whose reports count.';
comment on column gate_decisions.first_day is 'First day of that stage.';
comment on column gate_decisions.day is 'Newest day of the evidence.';
comment on column gate_decisions.reports is
    'Reports of both arms in the evidence, from start_day to day.';
comment on column gate_decisions.sequence is
    'Place among the records of the rollout; null where only a later record tells of it.';

-- One row for each guardrail of each decision: its numbers.
create view gate_findings as
select d.rollout, d.model_name, d.candidate_version, d.candidate_digest, d.control_version,
       d.control_digest, d.design, d.deployment, d.kind, d.stage_index, d.start_day, d.first_day,
       d.day, d.verdict,
       f.metric, f.required, f.status, f.estimate, f.low, f.high, f.margin, f.control_reports,
       f.candidate_reports, f.reports_needed, f.reason, d.sequence
from gate_decisions d
cross join lateral jsonb_to_recordset(d.findings) as f (
    metric text, required boolean, status text, estimate double precision, low double precision,
    high double precision, margin double precision, control_reports bigint,
    candidate_reports bigint, reports_needed bigint, reason text);

comment on view gate_findings is
    'One row a guardrail of a decision: harm of the candidate (positive is worse), its interval, counts.';
