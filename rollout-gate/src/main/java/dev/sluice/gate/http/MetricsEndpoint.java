package dev.sluice.gate.http;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /metrics}: Prometheus's text format. */
final class MetricsEndpoint {
  private final PrometheusRegistry metrics;
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  MetricsEndpoint(PrometheusRegistry metrics) {
    this.metrics = metrics;
  }

  void answer(RoutingContext request) {
    var text = new ByteArrayOutputStream(4096);
    try {
      format.write(text, metrics.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    request
        .response()
        .putHeader("Content-Type", format.getContentType())
        .end(Buffer.buffer(text.toByteArray()));
  }
}
