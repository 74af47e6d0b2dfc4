package dev.sluice.probe.report;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.time.LocalDate;
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
   * Draws the one metric that the next report will be about.
   *
   * @param day day of the report: what has expired by then is not drawn
   * @return empty if the registry has nothing left that the class may report
   * @throws IllegalArgumentException if the class is not in the registry
   */
  public Optional<Metric> draw(String deviceClass, LocalDate day) {
    return registry.draw(deviceClass, day, randomness);
  }

  /**
   * Privatises a measurement and encodes the report.
   *
   * @return {@link ReportFormat#BYTES} bytes
   * @throws IllegalArgumentException if the epsilon is no tier of the registry, the metric not
   *     available on the class, or the measurement of the wrong kind
   */
  public byte[] assemble(Metric metric, Measurement measurement, ReportHeader header) {
    if (!registry.epsilonTiers().contains(header.epsilon())) {
      throw new IllegalArgumentException(
          "epsilon must be one of " + registry.epsilonTiers() + ", was " + header.epsilon());
    }
    if (!registry.metrics().contains(metric) || !metric.availableOn(header.deviceClass())) {
      throw new IllegalArgumentException(
          "metric " + metric.id() + " is not registered for " + header.deviceClass());
    }
    long[] payload = metric.mechanism().encode(measurement, header.epsilon(), randomness);
    return ReportFormat.encode(report(metric, header, payload));
  }

  private Report report(Metric metric, ReportHeader header, long[] payload) {
    List<Long> values = new ArrayList<>(payload.length);
    for (long value : payload) {
      values.add(value);
    }
    return new Report(
        new ReportId(freshId()),
        Digests.fromHex(registry.digest()),
        header.model(),
        header.suites(),
        header.deviceClass(),
        header.day(),
        metric.id(),
        Mechanism.valueOf(metric.mechanism().kind().name()),
        header.epsilon().nano(),
        values,
        ByteBuffer.allocate(0));
  }

  private byte[] freshId() {
    return ByteBuffer.allocate(16).putLong(bits64()).putLong(bits64()).array();
  }

  private long bits64() {
    return (randomness.bits63() << 1) | (randomness.bits63() & 1);
  }
}
