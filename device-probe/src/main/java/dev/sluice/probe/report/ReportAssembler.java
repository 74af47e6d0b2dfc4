package dev.sluice.probe.report;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns one measurement into the bytes that leave the device.
 *
 * <p>The order is the promise: {@link #draw} first, before anything is measured and only once for
 * an epoch; then {@link #assemble} with whatever the run came to. Each call of {@code assemble}
 * draws fresh noise: calling it twice for one draw would be two releases, so its bytes go into the
 * ledger before they go anywhere else.
 */
public final class ReportAssembler {
  private final MetricRegistry registry;
  private final Randomness randomness;

  public ReportAssembler(MetricRegistry registry, Randomness randomness) {
    this.registry = registry;
    this.randomness = randomness;
  }

  /**
   * Draws the one metric that the next report will be about, by what it will say openly.
   *
   * @return empty if the class may report nothing on that day, in that design
   * @throws IllegalArgumentException if the class is not in the registry
   */
  public Optional<Metric> draw(ReportHeader header) {
    return registry.draw(header.deviceClass(), header.design(), header.day(), randomness);
  }

  /**
   * The metric that was drawn for a report earlier.
   *
   * @return empty if it can no longer be reported under this header
   */
  public Optional<Metric> drawn(String metric, ReportHeader header) {
    return registry
        .metric(metric)
        .filter(found -> found.design() == header.design())
        .filter(found -> found.availableOn(header.deviceClass()))
        .filter(found -> found.reportableOn(header.day()));
  }

  /**
   * Privatises a measurement and encodes the report, at the header's epsilon or at the metric's own
   * limit, whichever is less.
   *
   * @return {@link ReportFormat#BYTES} bytes
   * @throws IllegalArgumentException if epsilon, metric or class is none of the registry's, the
   *     metric not available on the class or of another design, or the measurement of the wrong
   *     kind
   */
  public byte[] assemble(Metric metric, Measurement measurement, ReportHeader header) {
    if (!registry.epsilonTiers().contains(header.epsilon())) {
      throw new IllegalArgumentException(
          "epsilon must be one of " + registry.epsilonTiers() + ", was " + header.epsilon());
    }
    if (!registry.metrics().contains(metric)
        || !registry.deviceClasses().contains(header.deviceClass())
        || !metric.availableOn(header.deviceClass())) {
      throw new IllegalArgumentException(
          "metric " + metric.id() + " is not registered for " + header.deviceClass());
    }
    if (metric.design() != header.design()) {
      throw new IllegalArgumentException(
          "metric " + metric.id() + " is of design " + metric.design() + ", the report is not");
    }
    Epsilon epsilon = metric.limited(header.epsilon());
    long[] payload = metric.mechanism().encode(measurement, epsilon, randomness);
    return ReportFormat.encode(report(metric, header, epsilon, payload));
  }

  private Report report(Metric metric, ReportHeader header, Epsilon epsilon, long[] payload) {
    List<Long> values = new ArrayList<>(payload.length);
    for (long value : payload) {
      values.add(value);
    }
    Report.Builder report = Report.newBuilder();
    header.baseline().ifPresent(report::setBaseline);
    return report
        .setId(new ReportId(freshId()))
        .setRegistryDigest(DigestPrefixes.fromHex(registry.digest()))
        .setModel(header.model())
        .setSuiteDigest(header.suites())
        .setDay(header.day())
        .setMetric(registry.metrics().indexOf(metric))
        .setDeviceClass(registry.deviceClasses().indexOf(header.deviceClass()))
        .setEpsilonTier(registry.epsilonTiers().indexOf(epsilon))
        .setPayload(values)
        .build();
  }

  private byte[] freshId() {
    return ByteBuffer.allocate(16).putLong(bits64()).putLong(bits64()).array();
  }

  private long bits64() {
    return (randomness.bits63() << 1) | (randomness.bits63() & 1);
  }
}
