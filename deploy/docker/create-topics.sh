#!/bin/bash
# Creates the topics of docs/contracts.md where they are missing. Stands beside Kafka's own tools.
# Usage: create-topics.sh BOOTSTRAP-SERVERS REPLICAS
set -euo pipefail
servers=$1
replicas=$2

create() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$servers" --create --if-not-exists \
    --topic "$1" --partitions "$2" --replication-factor "$replicas" --config "cleanup.policy=$3" "${@:4}"
}

# Reports stay long enough for the job to be down over a holiday. Their time stamps are their
# sender's, also where brokers have another default: jobs replay stamps what it puts back.
create sluice.reports.v1 4 delete --config retention.ms=1209600000 --config message.timestamp.type=CreateTime
create sluice.aggregates.v1 1 compact
create sluice.tallies.v1 1 compact
# No longer than the reports themselves: docs/privacy.md.
create sluice.dead-letters.v1 1 delete --config retention.ms=1209600000 --config message.timestamp.type=CreateTime
create sluice.decisions.v1 1 compact
