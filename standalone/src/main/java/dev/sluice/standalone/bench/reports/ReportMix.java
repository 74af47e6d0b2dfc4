package dev.sluice.standalone.bench.reports;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports as a fleet sends them, made by the probe's own assembler: names of a length that people
 * give, every device class alike, the metric drawn by the registry's weights, every third report
 * about the difference of two versions. Epsilon is the probe's default of 1.
 */
public final class ReportMix {
  /** Binary logarithm of 2,048 tokens. */
  private static final int CONTEXT = 11;

  /** What people call quantised releases of models, and what runs them. */
  private static final List<ReportedModel> MODELS =
      List.of(
          model(
              "gemma-3-1b-it", "1.4.0", Quantization.Q4_K_M, "b4916", ComputeBackend.CPU, CONTEXT),
          model(
              "qwen2.5-0.5b-instruct",
              "2.0.1",
              Quantization.Q8_0,
              "b4916",
              ComputeBackend.METAL,
              CONTEXT + 1),
          model(
              "assistant-small",
              "2026.11.2",
              Quantization.IQ4_XS,
              "b5311",
              ComputeBackend.VULKAN,
              CONTEXT + 2));

  private static final int PAIRED_EVERY = 3;
  private static final Epsilon EPSILON = Epsilon.of(1);
  private static final double TYPICAL_SHARE = 0.8;

  private final MetricRegistry registry;
  private final Randomness randomness;
  private final ReportAssembler assembler;
  private final int versions;

  /**
   * A mix.
   *
   * @param versions how many versions of a model report, at least 1
   * @param seed of everything that is drawn
   */
  public ReportMix(MetricRegistry registry, int versions, long seed) {
    this.registry = registry;
    this.randomness = new SeededRandomness(seed);
    this.assembler = new ReportAssembler(registry, randomness);
    this.versions = versions;
  }

  /** Some encoded reports of a day. */
  public List<byte[]> reports(int count, LocalDate day) {
    List<byte[]> reports = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      reports.add(report(number, day));
    }
    return reports;
  }

  private byte[] report(int number, LocalDate day) {
    String deviceClass = registry.deviceClasses().get(number % registry.deviceClasses().size());
    ReportedModel model = version(randomness.uniform(versions));
    ReportHeader alone = new ReportHeader(model, digest("suites"), deviceClass, day, EPSILON);
    ReportHeader paired = alone.comparedWith(baseline(model));
    ReportHeader header =
        randomness.uniform(PAIRED_EVERY) == 0 && assembler.draw(paired).isPresent()
            ? paired
            : alone;
    Metric metric =
        assembler
            .draw(header)
            .orElseThrow(() -> new IllegalStateException("nothing is reported on " + day));
    return assembler.assemble(metric, measurement(metric), header);
  }

  private static ReportedModel version(int number) {
    ReportedModel model = MODELS.get(number % MODELS.size());
    return number < MODELS.size()
        ? model
        : ReportedModel.newBuilder(model)
            .setVersion("3." + number + ".0")
            .setGgufDigest(digest(model.getName() + number))
            .build();
  }

  private static ReportedModel baseline(ReportedModel model) {
    return ReportedModel.newBuilder(model)
        .setVersion("1.3.2")
        .setGgufDigest(digest("before " + model.getName()))
        .build();
  }

  /** A measurement of the kind that the mechanism takes. */
  private Measurement measurement(Metric metric) {
    Mechanism mechanism = metric.mechanism();
    return mechanism instanceof RandomizedResponse response
        ? new Measurement.Category(randomness.uniform(response.categories().size()))
        : new Measurement.Quantity(TYPICAL_SHARE);
  }

  private static ReportedModel model(
      String name,
      String version,
      Quantization quantization,
      String build,
      ComputeBackend backend,
      int context) {
    return new ReportedModel(
        name,
        version,
        digest(name),
        quantization,
        InferenceEngine.LLAMA_CPP,
        build,
        KeyValueCacheType.F16,
        backend,
        context);
  }

  private static DigestPrefix digest(String text) {
    return DigestPrefixes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
