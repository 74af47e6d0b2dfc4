package dev.sluice.ingest.http;

import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.ReportLog;
import dev.sluice.ingest.senders.SenderPolicy;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What stands behind the paths.
 *
 * @param senders who may send reports
 * @param intake takes the reports
 * @param log asked whether it is ready
 * @param metrics what is published
 */
public record HttpServices(
    SenderPolicy senders, Intake intake, ReportLog log, PrometheusRegistry metrics) {}
