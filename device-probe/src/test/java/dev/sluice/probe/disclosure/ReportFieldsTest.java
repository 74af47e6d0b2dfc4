package dev.sluice.probe.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryParser;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportFieldsTest {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();

  @Test
  void of_reportOfThisRegistry_saysItInWords() {
    Map<String, String> fields = ReportFields.of(ReportFields.read(outcome()), REGISTRY);

    assertThat(fields)
        .containsEntry("metric", "outcome")
        .containsEntry("deviceClass", "phone-8gb")
        .containsEntry("epsilonTier", "epsilon 2")
        .containsEntry("model.engine", "LLAMA_CPP")
        .containsEntry("model.context", "up to 2048 tokens")
        .containsEntry("baseline", "none")
        .containsEntry("registryDigest", REGISTRY.digest().substring(0, 16));
  }

  /** A report that waits in the ledger while the probe, and its registry, are replaced. */
  @Test
  void of_reportOfAnotherRegistry_givesPlacesAndNoWordsOfThisOne() throws Exception {
    MetricRegistry newer =
        RegistryParser.parse(
            BundledRegistry.text().replace("[phone-4gb, phone-8gb,", "[phone-8gb, phone-4gb,"),
            "newer");

    Map<String, String> fields = ReportFields.of(ReportFields.read(outcome()), newer);

    assertThat(fields)
        .containsEntry("metric", "number 3 of another registry")
        .containsEntry("deviceClass", "number 1 of another registry")
        .containsEntry("epsilonTier", "number 2 of another registry")
        .containsEntry("model.version", "1.0.0");
  }

  @Test
  void isReadable_bytesOfAnotherFormat_areNot() {
    assertThat(ReportFields.isReadable(outcome())).isTrue();
    assertThat(ReportFields.isReadable(ReportBytes.of(new byte[384]))).isFalse();
  }

  private static ReportBytes outcome() {
    Metric metric = REGISTRY.metric("outcome").orElseThrow();
    ModelIdentity model =
        new ModelIdentity(
            "tiny",
            Optional.of("1.0.0"),
            Optional.empty(),
            Optional.of("0".repeat(64)),
            Optional.of("Q8_0"));
    EngineBuild engine =
        new EngineBuild(
            "llama.cpp b4916",
            "cpu",
            Deployment.DEVICE,
            EngineConfiguration.unknown().withContextTokens(2_048));
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(model, engine),
            WireIdentity.of(List.of()),
            "phone-8gb",
            LocalDate.of(2026, 11, 24),
            Epsilon.of(2));
    return ReportBytes.of(
        new ReportAssembler(REGISTRY, new SecureRandomness())
            .assemble(metric, new Measurement.Category(0), header));
  }
}
