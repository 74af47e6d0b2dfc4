package dev.sluice.schemas;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Reports within the bounds of the wire, for properties that hold for all of them. */
final class AnyReport {
  private static final long LARGEST = ReportFormat.MAX_MAGNITUDE;

  private AnyReport() {}

  /** Any at all that a device may send. */
  static Arbitrary<Report> withinBounds() {
    return Combinators.combine(models(), places(), places(), places(), days(), versions(), unions())
        .flatAs(
            (model, metric, deviceClass, tier, day, version, paired) ->
                (paired
                        ? Arbitraries.longs().between(-LARGEST, LARGEST).list().ofSize(1)
                        : payloads())
                    .map(
                        payload ->
                            Report.newBuilder(TestReports.paired())
                                .setModel(model)
                                .setMetric(metric)
                                .setDeviceClass(deviceClass)
                                .setEpsilonTier(tier)
                                .setDay(day)
                                .setBaseline(
                                    paired
                                        ? new ReportedBaseline(version, model.getGgufDigest())
                                        : null)
                                .setPayload(payload)
                                .build()));
  }

  /** Some large numbers, or many of two bytes. */
  private static Arbitrary<List<Long>> payloads() {
    Arbitrary<Long> two = Arbitraries.longs().between(-8_192, 8_191);
    Arbitrary<Long> three = Arbitraries.longs().between(-LARGEST, LARGEST);
    return Arbitraries.oneOf(
        two.list().ofMinSize(1).ofMaxSize(ReportFormat.MAX_PAYLOAD),
        three.list().ofMinSize(1).ofMaxSize(ReportFormat.PAYLOAD_BYTES / 3));
  }

  private static Arbitrary<ReportedModel> models() {
    return Combinators.combine(
            names(ReportFormat.LONGEST_NAME),
            versions(),
            names(ReportFormat.LONGEST_BUILD),
            Arbitraries.of(Quantization.values()),
            Arbitraries.of(InferenceEngine.values()),
            Arbitraries.of(KeyValueCacheType.values()),
            Arbitraries.of(ComputeBackend.values()),
            Arbitraries.integers().between(0, ReportFormat.MAX_CONTEXT))
        .as(
            (name, version, build, quantization, engine, cache, backend, context) ->
                new ReportedModel(
                    name,
                    version,
                    DigestPrefixes.of(new byte[] {(byte) name.length()}),
                    quantization,
                    engine,
                    build,
                    cache,
                    backend,
                    context));
  }

  private static Arbitrary<String> names(int longest) {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .ofMinLength(1)
        .ofMaxLength(longest);
  }

  private static Arbitrary<String> versions() {
    return names(ReportFormat.LONGEST_VERSION);
  }

  private static Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, ReportFormat.MAX_LISTED - 1);
  }

  private static Arbitrary<LocalDate> days() {
    return Arbitraries.integers().between(0, (1 << 20) - 1).map(LocalDate::ofEpochDay);
  }

  private static Arbitrary<Boolean> unions() {
    return Arbitraries.of(true, false);
  }
}
