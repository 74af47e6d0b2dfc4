package dev.sluice.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gate.testing.TestPolicies;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {

  @Test
  void parse_example_everyValueRead() {
    Policy policy = TestPolicies.example();

    assertThat(policy.id()).isEqualTo("tiny-1.1.0");
    assertThat(policy.model()).isEqualTo("tiny");
    assertThat(policy.control().version()).isEqualTo("1.0.0");
    assertThat(policy.candidate().version()).isEqualTo("1.1.0");
    assertThat(policy.fallback()).isEqualTo(policy.control());
    assertThat(policy.stages()).containsExactly(5, 10, 25, 50, 100);
    assertThat(policy.errorRate()).isEqualTo(0.005);
    assertThat(policy.horizonDays()).isEqualTo(28);
    assertThat(policy.minimumDaysPerStage()).isEqualTo(1);
    assertThat(policy.minimumReports()).isEqualTo(100);
    assertThat(policy.classQuorum()).isEmpty();
    assertThat(policy.startDay()).isEmpty();
    assertThat(policy.guardrails()).hasSize(5).filteredOn(Guardrail::required).hasSize(3);
    assertThat(policy.text()).isEqualTo(ExamplePolicy.text());
  }

  @Test
  void parse_startDayAndDigest_read() {
    Policy policy =
        TestPolicies.parse(
            ExamplePolicy.text()
                .replace("horizonDays: 28", "horizonDays: 28\nstartDay: 2026-03-01")
                .replace(
                    "version: 1.1.0}",
                    "version: 1.1.0, ggufDigest: 00112233445566778899aabbccddeeff}"));

    assertThat(policy.startDay()).contains(LocalDate.of(2026, 3, 1));
    assertThat(policy.candidate().ggufDigest()).contains("00112233445566778899aabbccddeeff");
  }

  @Test
  void parse_classQuorum_read() {
    Policy policy =
        TestPolicies.exampleWith("noData: hold", "classQuorum: {phone-8gb: 5, phone-4gb: 200}");

    assertThat(policy.classQuorum())
        .containsExactly(Map.entry("phone-4gb", 200), Map.entry("phone-8gb", 5));
  }

  @Test
  void parse_versionThatLooksLikeANumber_keptAsWritten() {
    Policy policy = TestPolicies.exampleWith("version: 1.1.0", "version: 1.10");

    assertThat(policy.candidate().version()).isEqualTo("1.10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rollout: tiny | rolout: tiny | test.yaml:2: rolout is not a key",
        "errorRate: 0.005 | # | test.yaml:2: errorRate is missing",
        "fallback: {name: tiny, version: 1.0.0} | # | fallback is missing",
        "fallback: {name: tiny, version: 1.0.0} | fallback: tiny | test.yaml:8: fallback must be a"
            + " mapping",
        "fallback: {name: tiny, version: 1.0.0} | fallback: {name: tiny} | fallback.version is"
            + " missing",
        "fallback: {name: tiny, version: 1.0.0} | fallback: {name: tiny, version: 1.1.0} | must not"
            + " be the candidate",
        "candidate: {name: tiny | candidate: {name: large | candidate.name must be the control's"
            + " name",
        "version: 1.1.0 | version: 1.0.0 | test.yaml:7: candidate cannot be told from the control",
        "version: 1.1.0 | version: 'a b' | candidate version must be 1 to 16 characters",
        "version: 1.1.0 | version: 1.1.0-rc.1.build7 | candidate version must be 1 to 16"
            + " characters",
        "version: 1.1.0} | version: 1.1.0, ggufDigest: 001122334455667} | candidate.ggufDigest must"
            + " be a SHA-256, or at least its first 64 bits",
        "version: 1.1.0} | version: 1.1.0, ggufDigest: XYZ} | candidate.ggufDigest must be a"
            + " SHA-256",
        "rollout: tiny-1.1.0 | rollout: ../x | rollout must match",
        "[5, 10, 25, 50, 100] | [5, 10, 25, 50] | test.yaml:11: stages.3 must be 100",
        "[5, 10, 25, 50, 100] | [5, 10, 10, 100] | stages.2 must be above the stage before",
        "[5, 10, 25, 50, 100] | [5, 75, 100] | stages.1 must be at most 50, or 100",
        "[5, 10, 25, 50, 100] | [0, 100] | stages.0 must be 1 to 100 percent, was 0",
        "[5, 10, 25, 50, 100] | [100] | stages must have 2 to 20 stages",
        "[5, 10, 25, 50, 100] | [5, x, 100] | test.yaml:11: stages.1 must be a whole number",
        "[5, 10, 25, 50, 100] | [5, ~, 100] | stages",
        "errorRate: 0.005 | errorRate: 0 | errorRate must be above 0 and at most 0.2, was 0.0",
        "errorRate: 0.005 | errorRate: .nan | test.yaml:15: ",
        "errorRate: 0.005 | errorRate: 0.5 | errorRate must be above 0 and at most 0.2, was 0.5",
        "horizonDays: 28 | horizonDays: 0 | horizonDays must be 1 to 365, was 0",
        "noData: hold | classQuorum: {phone-2gb: 100} | test.yaml:48: classQuorum \"phone-2gb\" is"
            + " no class of deployment device: phone-4gb",
        "noData: hold | classQuorum: {edge-server: 100} | is no class of deployment device",
        "noData: hold | classQuorum: {phone-4gb: 0} | classQuorum.phone-4gb must be 1 to",
        "noData: hold | classQuorum: {phone-4gb: ~} | classQuorum",
        "noData: hold | classQuorum: [phone-4gb] | classQuorum",
        "minimumReports: 100 | minimumReports: 99 | minimumReports must be 100 to",
        "noData: hold | startDay: 2026-02-30 | test.yaml:48: startDay must be a day",
        "metric: quality | metric: beauty | guardrails.0.metric is not in the registry",
        "metric: energy | metric: ttft_histogram | guardrails.4.metric is a histogram",
        "deployment: device | deployment: cloud | deployment must be device or edge",
        "deployment: device | deployment: edge | guardrails.4.metric is measured by no class of"
            + " deployment edge",
        "metric: energy | metric: harness | guardrails.4.metric guards nothing",
        "metric: energy | metric: eligibility | guardrails.4.metric guards nothing",
        "invalidHarnessLimit: 0.02 | invalidHarnessLimit: 0 | test.yaml:30: invalidHarnessLimit"
            + " must be above 0",
        "invalidHarnessLimit: 0.02 | invalidHarnessLimit: 0.51 | must be above 0 and at most 0.5,"
            + " was 0.51",
        "invalidHarnessLimit: 0.02 | invalidHarnessLimit: few | invalidHarnessLimit must be a"
            + " number",
        "metric: energy | metric: quality | guardrails.4.metric is guarded twice",
        "kind: required | kind: watch | guardrails must have a required one",
        "kind: watch | kind: maybe | guardrails.3.kind must be required or watch",
        "harmBudget: 0.02} | harmBudget: 0.4} | guardrails.0.harmBudget must be above 0 and below"
            + " the metric's range of 0.4",
        "harmBudget: 0.02} | harmBudget: -1} | guardrails.0.harmBudget must be above 0",
        "harmBudget: 0.02} | harmBudget: much} | guardrails.0.harmBudget must be a number",
        "noData: hold | noData: promote | noData must be hold",
        "noData: hold | --- | must be nothing after the policy",
        "noData: hold | rollout: again | Duplicate field 'rollout'",
        "noData: hold | ] | test.yaml:4",
      })
  void parse_flaw_refusedWithPlaceAndReason(String old, String replacement, String message) {
    String yaml = ExamplePolicy.text().replace(old, replacement) + "\n";
    if (replacement.equals("---")) {
      yaml += "more: 1\n";
    }
    String flawed = yaml;

    assertThatThrownBy(() -> PolicyParser.parse(flawed, "test.yaml", TestPolicies.REGISTRY))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("test.yaml:")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("dev.sluice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "- a", "text", "null", "{}", "&a [*a]", "\u0000"})
  void parse_noPolicyAtAll_refused(String yaml) {
    assertThatThrownBy(() -> PolicyParser.parse(yaml, "test.yaml", TestPolicies.REGISTRY))
        .isInstanceOf(PolicyException.class);
  }

  @Test
  void parse_nestedWithoutEnd_refused() {
    assertThatThrownBy(
            () -> PolicyParser.parse("[".repeat(20_000), "test.yaml", TestPolicies.REGISTRY))
        .isInstanceOf(PolicyException.class);
  }

  @Test
  void parse_tooLong_refused() {
    String yaml = ExamplePolicy.text() + "#".repeat(PolicyParser.MAX_LENGTH);

    assertThatThrownBy(() -> PolicyParser.parse(yaml, "test.yaml", TestPolicies.REGISTRY))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("at most 32768 characters");
  }

  @Test
  void message_hostileValue_oneShortLine() {
    PolicyException refusal = new PolicyException("a\nb\u001b[31m" + "x".repeat(1_000));

    assertThat(refusal.getMessage()).startsWith("a b [31m").hasSizeLessThan(500);
  }
}
