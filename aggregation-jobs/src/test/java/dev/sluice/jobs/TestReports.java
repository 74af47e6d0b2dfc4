package dev.sluice.jobs;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports of the bundled registry, seeded, with any payload that its mechanism admits. */
public final class TestReports {
  public static final MetricRegistry REGISTRY = BundledRegistry.load();
  public static final LocalDate DAY = LocalDate.of(2026, 1, 15);

  public static final Baseline BASELINE = new Baseline("tiny", "0.9.0", filled(5));

  private final Random random;

  public TestReports(long seed) {
    this.random = new Random(seed);
  }

  /** A report of a random metric, model version, class and privacy loss. */
  public Report any(LocalDate day) {
    String deviceClass = pick(REGISTRY.deviceClasses());
    Metric metric = pick(REGISTRY.metrics(pick(List.of(Design.values())), deviceClass));
    Epsilon epsilon = pick(REGISTRY.epsilonTiers().subList(1, 3));
    return Report.newBuilder(quality(day))
        .setModel(model(random.nextBoolean() ? "1.0.0" : "1.1.0"))
        .setBaseline(metric.design() == Design.PAIRED ? BASELINE : null)
        .setDeviceClass(deviceClass)
        .setMetric(metric.id())
        .setMechanism(Mechanism.valueOf(metric.mechanism().kind().name()))
        .setNanoEpsilon(epsilon.nano())
        .setPayload(payload(metric, epsilon))
        .build();
  }

  /** A report of quality, with a fresh id. */
  public Report quality(LocalDate day) {
    return Report.newBuilder()
        .setId(freshId())
        .setRegistryDigest(Digests.fromHex(REGISTRY.digest()))
        .setModel(model("1.1.0"))
        .setSuiteDigest(filled(4))
        .setDeviceClass("phone-8gb")
        .setDay(day)
        .setMetric("quality")
        .setMechanism(Mechanism.LAPLACE_GRID)
        .setNanoEpsilon(1_000_000_000L)
        .setPayload(List.of((long) random.nextInt(-3000, 4000)))
        .setPadding(ByteBuffer.allocate(0))
        .build();
  }

  public ReportId freshId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new ReportId(id);
  }

  private List<Long> payload(Metric metric, Epsilon epsilon) {
    if (metric.mechanism() instanceof RandomizedResponse response) {
      return List.of((long) random.nextInt(response.categories().size()));
    }
    if (metric.mechanism() instanceof Piecewise) {
      return List.of((long) random.nextInt(ClippedRange.STEPS));
    }
    int reach = (int) (2000 / epsilon.value());
    List<Long> payload = new ArrayList<>();
    int length = metric.mechanism() instanceof HistogramLaplace h ? h.payloadLength() : 1;
    for (int i = 0; i < length; i++) {
      payload.add((long) random.nextInt(-reach, reach));
    }
    return payload;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static ModelVersion model(String version) {
    return new ModelVersion("tiny", version, filled(2), "Q8_0", "llama.cpp-b4916", "cpu");
  }

  private static Digest filled(int value) {
    byte[] bytes = new byte[Digests.BYTES];
    Arrays.fill(bytes, (byte) value);
    return new Digest(bytes);
  }
}
