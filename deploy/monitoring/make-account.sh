#!/bin/bash
# Makes Grafana's account once the job has made the role for analysts; gives it its password anew.
set -euo pipefail
until [[ $(psql -tAc "select 1 from pg_roles where rolname = 'sluice_analyst'") == 1 ]]; do
  sleep 2
done
[[ $(psql -tAc "select 1 from pg_roles where rolname = 'grafana'") == 1 ]] ||
  psql -c 'create role grafana login in role sluice_analyst'
psql -v password="$GRAFANA_PASSWORD" <<<"alter role grafana password :'password'"
