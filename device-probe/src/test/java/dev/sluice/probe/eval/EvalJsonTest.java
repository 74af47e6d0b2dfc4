package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.observation.BatteryUse;
import dev.sluice.probe.observation.DecodeDrift;
import dev.sluice.probe.observation.DeviceObservation;
import dev.sluice.probe.observation.EnergyUse;
import dev.sluice.probe.run.Circumstances;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.Latency;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.SuiteDigest;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EvalJsonTest {
  private static final HarnessVerdict INVALID =
      new HarnessVerdict.Invalid(List.of(HarnessVerdict.Symptom.ALL_ANSWERS_EMPTY));

  private static final DeviceObservation OBSERVED =
      new DeviceObservation(
          DeviceState.unknown(),
          DeviceState.unknown(),
          OptionalDouble.of(81.5),
          OptionalLong.of(3),
          new EnergyUse.Known(
              EnergyMethod.FUEL_GAUGE,
              500,
              OptionalDouble.of(1.5),
              Duration.ofSeconds(90),
              1_500,
              500),
          Optional.of(new BatteryUse(12_500, Duration.ofSeconds(90))),
          Optional.of(new DecodeDrift(-0.25, 0.02, 60)));

  @Test
  void render_unmeasuredValues_areNullAndNotZero() throws IOException {
    JsonNode json = render(new HarnessVerdict.Valid());

    for (String pointer :
        List.of(
            "/model/version",
            "/model/quantization",
            "/model/contextTokens",
            "/latency/timeToFirstTokenMillis",
            "/latency/promptTokensPerSecond",
            "/latency/decodeTokensPerSecond",
            "/memory/peakResidentBytes",
            "/memory/residentBytesBeforeLoad",
            "/circumstances/cpuMillis",
            "/circumstances/loadAverageBefore")) {
      assertThat(json.at(pointer).isNull()).as(pointer).isTrue();
    }
  }

  @Test
  void render_validSuite_countsOutcomesAndRate() throws IOException {
    JsonNode suite = render(new HarnessVerdict.Valid()).at("/suites/0");

    assertThat(suite.at("/suite").asText()).isEqualTo("echo");
    assertThat(suite.at("/items").asInt()).isEqualTo(3);
    assertThat(suite.at("/scored").asInt()).isEqualTo(2);
    assertThat(suite.at("/passed").asInt()).isEqualTo(1);
    assertThat(suite.at("/passRate").asDouble()).isEqualTo(0.5);
    assertThat(suite.at("/meanScore").asDouble()).isEqualTo(0.75);
    assertThat(suite.at("/outcomes/engine_crash").asInt()).isEqualTo(1);
    assertThat(suite.at("/outcomes/skipped").asInt()).isEqualTo(1);
    assertThat(suite.has("results")).isFalse();
  }

  @Test
  void render_invalidHarness_hasNoRateAnywhere() throws IOException {
    JsonNode json = render(INVALID);

    assertThat(json.at("/suites/0/passRate").isNull()).isTrue();
    assertThat(json.at("/suites/0/interval").isNull()).isTrue();
    assertThat(json.at("/suites/0/meanScore").isNull()).isTrue();
    assertThat(json.at("/suites/0/harness").asText()).isEqualTo("harness_invalid");
    assertThat(json.at("/overall/passRate").isNull()).isTrue();
    assertThat(json.at("/overall/interval").isNull()).isTrue();
    assertThat(json.at("/harness/symptoms/echo/0").asText()).isEqualTo("all_answers_empty");
  }

  @Test
  void render_unwatchedDevice_hasNullsAMethodAndAReason() throws IOException {
    JsonNode device = render(new HarnessVerdict.Valid()).at("/device");

    assertThat(device.at("/energy/method").asText()).isEqualTo("none");
    assertThat(device.at("/energy/reason").asText()).isEqualTo("nobody looked");
    assertThat(device.at("/before/externalPower").asText()).isEqualTo("unknown");
    for (String pointer :
        List.of(
            "/energy/joulesPer1kTokens",
            "/energy/joulesAboveIdle",
            "/energy/idleWatts",
            "/energy/remedy",
            "/battery",
            "/decodeDrift",
            "/throttleEvents",
            "/hottestCelsius",
            "/before/batteryFraction",
            "/after/thermal",
            "/after/loadAverage")) {
      assertThat(device.at(pointer).isNull()).as(pointer).isTrue();
    }
  }

  @Test
  void render_watchedDevice_statesWhatWasMeasuredAndHow() throws IOException {
    RunResult result = result(new HarnessVerdict.Valid(), OBSERVED);
    JsonNode device =
        new ObjectMapper()
            .readTree(EvalJson.render(result, new Slice.Whole(), false))
            .at("/device");

    assertThat(device.at("/energy/method").asText()).isEqualTo("fuel_gauge");
    assertThat(device.at("/energy/joulesPer1kTokens").asDouble()).isEqualTo(250);
    assertThat(device.at("/energy/reason").isNull()).isTrue();
    assertThat(device.at("/battery/dropPpm").asLong()).isEqualTo(12_500);
    assertThat(device.at("/battery/dischargingMillis").asDouble()).isEqualTo(90_000);
    assertThat(device.at("/decodeDrift/slowedDown").asBoolean()).isTrue();
    assertThat(device.at("/throttleEvents").asLong()).isEqualTo(3);
    assertThat(EvalTable.render(result, false))
        .contains(
            "250 J per 1000 tokens above idle, by fuel gauge (idle: 1.50 W)",
            "1.25 % of its charge in 90 s",
            "-25.0 % (standard error 2.0)",
            "the device slowed down",
            "slowed down by heat 3 times");
  }

  @Test
  void table_noMeter_saysWhyAndWhatToDo() {
    DeviceObservation device =
        new DeviceObservation(
            DeviceState.unknown(),
            DeviceState.unknown(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            new EnergyUse.Unknown("root only", Optional.of("a udev rule")),
            Optional.empty(),
            Optional.empty());

    assertThat(EvalTable.render(result(new HarnessVerdict.Valid(), device), false))
        .contains("not measured: root only", "to measure energy: a udev rule")
        .doesNotContain("battery", "heat", "drift");
  }

  @Test
  void table_invalidHarness_saysSoInsteadOfARate() {
    String table = EvalTable.render(result(INVALID), true);

    assertThat(table).contains("echo says nothing about the model", "not measured");
    assertThat(table).contains("item-0", "yes  [31m").doesNotContain("\u001b");
  }

  /** A cut id could be another suite's; a column that moves could be another one's number. */
  @Test
  void table_longId_standsWholeAndAllColumnsBelowTheirHeadings() {
    String id = "a-suite-with-an-id-of-forty-two-characters";
    List<String> lines =
        EvalTable.render(result(new HarnessVerdict.Valid(), DeviceObservation.none(), id), false)
            .lines()
            .skip(2)
            .limit(3)
            .toList();

    assertThat(lines.get(0)).startsWith("suite" + " ".repeat(id.length() - 5) + "   items");
    assertThat(lines.get(1)).startsWith(id + "       3");
    assertThat(lines.get(2)).startsWith("overall" + " ".repeat(id.length() - 7) + "       3");
    int rate = lines.get(0).indexOf("rate") + 4;
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.substring(0, rate)).matches(".*(rate|%|-)"));
  }

  @Test
  void table_invalidHarness_explainsEachSymptomInOneLine() {
    String table = EvalTable.render(result(INVALID), false);
    assertThat(table).contains("\n  all_answers_empty: every answer was blank: look at");

    HarnessVerdict everything = new HarnessVerdict.Invalid(List.of(Symptom.values()));
    List<String> lines = EvalTable.render(result(everything), false).lines().toList();
    List<String> explained =
        lines.subList(lines.size() - Symptom.values().length, lines.size()).stream()
            .map(line -> line.strip().replaceFirst("^[a-z_]+: ", ""))
            .toList();
    assertThat(explained)
        .doesNotHaveDuplicates()
        .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(30));
    for (Symptom symptom : Symptom.values()) {
      assertThat(table(symptom)).hasSize(1);
    }
  }

  private static List<String> table(Symptom symptom) {
    HarnessVerdict verdict = new HarnessVerdict.Invalid(List.of(symptom));
    String line = "  " + symptom.name().toLowerCase(Locale.ROOT) + ": ";
    return EvalTable.render(result(verdict), false)
        .lines()
        .filter(each -> each.startsWith(line))
        .toList();
  }

  /** Reference values: the Wilson interval of 8 in 10 is 0.4902 to 0.9433. */
  @Test
  void of_eightInTen_isWilsonsInterval() {
    ScoreInterval interval = ScoreInterval.of(8, 10).orElseThrow();

    assertThat(interval.low()).isCloseTo(0.4902, within(0.0001));
    assertThat(interval.high()).isCloseTo(0.9433, within(0.0001));
  }

  @Test
  void of_nothingScored_isAbsent() {
    assertThat(ScoreInterval.of(0, 0)).isEmpty();
  }

  private static JsonNode render(HarnessVerdict harness) throws IOException {
    return new ObjectMapper().readTree(EvalJson.render(result(harness), new Slice.Whole(), false));
  }

  private static RunResult result(HarnessVerdict harness) {
    return result(harness, DeviceObservation.none());
  }

  private static RunResult result(HarnessVerdict harness, DeviceObservation device) {
    return result(harness, device, "echo");
  }

  private static RunResult result(HarnessVerdict harness, DeviceObservation device, String id) {
    GenerationTimings timings =
        new GenerationTimings(Duration.ofMillis(1), Duration.ofMillis(2), Optional.empty());
    List<ItemResult> items =
        List.of(
            new ItemResult(
                "item-0",
                ItemOutcome.PASS,
                Optional.of("yes \u001b[31m"),
                OptionalDouble.of(0.75),
                "",
                Optional.of(timings)),
            new ItemResult(
                "item-1",
                ItemOutcome.ENGINE_CRASH,
                Optional.empty(),
                OptionalDouble.empty(),
                "died",
                Optional.empty()),
            new ItemResult(
                "item-2",
                ItemOutcome.SKIPPED,
                Optional.empty(),
                OptionalDouble.empty(),
                "dead",
                Optional.empty()));
    SuiteResult suite =
        new SuiteResult(
            id,
            new SemanticVersion("1.0.0"),
            new SuiteDigest("0".repeat(32)),
            items,
            List.of(),
            harness);
    return new RunResult(
        new ModelIdentity(
            "m",
            Optional.empty(),
            Optional.of("m.gguf"),
            Optional.of("0".repeat(64)),
            Optional.empty()),
        new SessionFacts(
            new EngineBuild("scripted 1", "cpu", Deployment.DEVICE, EngineConfiguration.unknown()),
            Optional.of(Duration.ofMillis(5))),
        List.of(suite),
        new Latency(
            Optional.of(Duration.ofMillis(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        ResourceUsage.unknown(),
        new Circumstances(Duration.ofSeconds(1), OptionalDouble.empty(), OptionalDouble.empty(), 0),
        device);
  }
}
