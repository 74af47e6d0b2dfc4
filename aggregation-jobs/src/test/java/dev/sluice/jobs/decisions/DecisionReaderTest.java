package dev.sluice.jobs.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.jobs.TestDecisions;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionReaderTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final Path POLICIES =
      Path.of("..", "rollout-gate", "src", "main", "resources", "dev", "sluice", "gate", "policy");

  @ParameterizedTest
  @CsvSource({"example.yaml, two-arm", "example-paired.yaml, paired"})
  void read_policyThatTheGateShips_saysWhatItIsAbout(String file, String design)
      throws IOException {
    JsonNode json = json(with().setPolicy(Files.readString(POLICIES.resolve(file))).build());

    assertThat(json.path("model_name").asText()).isEqualTo("tiny");
    assertThat(json.path("control_version").asText()).isEqualTo("1.0.0");
    assertThat(json.path("candidate_version").asText()).isEqualTo("1.1.0");
    assertThat(json.path("design").asText()).isEqualTo(design);
    assertThat(json.path("deployment").asText()).isEqualTo("device");
  }

  @Test
  void read_pinnedFile_isNamedAsReleasesNameIt() throws IOException {
    JsonNode json =
        json(
            with()
                .setPolicy(
                    """
                    control: {name: tiny, version: 1.10, ggufDigest: 0123456789abcdef}
                    candidate: {name: tiny, version: 2, ggufDigest: fedcba9876543210fedcba98}
                    deployment: edge
                    """)
                .build());

    assertThat(json.path("control_version").asText()).isEqualTo("1.10");
    assertThat(json.path("control_digest").asText()).isEqualTo("0123456789abcdef");
    assertThat(json.path("candidate_digest").asText()).isEqualTo("fedcba9876543210");
    assertThat(json.path("deployment").asText()).isEqualTo("edge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "[",
        "text",
        "candidate: {name: tiny, version: 1.1.0}",
        "{control: {name: tiny, version: ~}, candidate: {name: tiny, version: 1.1.0}}",
        "{control: {name: tiny, version: 1}, candidate: {name: tiny, version: 2}, design: odd}"
      })
  void read_policyThatDoesNotSayWhatItIsAbout_isUnreadable(String policy) {
    assertThat(read(with().setPolicy(policy).build()))
        .isEqualTo(new DecisionReading.Unreadable("its policy does not say what it is about"));
  }

  /** The database would refuse them for ever. */
  @ParameterizedTest
  @MethodSource("refusedByPostgres")
  void read_whatTheDatabaseWouldRefuse_isUnreadable(Decision decision) {
    assertThat(read(decision)).isInstanceOf(DecisionReading.Unreadable.class);
  }

  static Stream<Decision> refusedByPostgres() {
    return Stream.of(
        with().setReason("a\0b").build(),
        with().setRollout("a\0b").build(),
        with().setRollout("r".repeat(3000)).build(),
        with().setDay(LocalDate.of(10_000, 1, 1)).build(),
        with().setStageDay(LocalDate.of(-5000, 1, 1)).build());
  }

  @Test
  void read_noDecision_isUnreadable() {
    assertThat(DecisionReader.read(0, null)).isInstanceOf(DecisionReading.Unreadable.class);
    assertThat(DecisionReader.read(0, new byte[0])).isInstanceOf(DecisionReading.Unreadable.class);
    assertThat(DecisionReader.read(0, new byte[5000]))
        .isInstanceOf(DecisionReading.Unreadable.class);
  }

  private static Decision.Builder with() {
    return Decision.newBuilder(new TestDecisions("some", "tiny", DAY).started());
  }

  private static DecisionReading read(Decision decision) {
    return DecisionReader.read(0, Codecs.DECISION.encode(decision));
  }

  private static JsonNode json(Decision decision) throws IOException {
    return new JsonMapper().readTree(((DecisionReading.Kept) read(decision)).decision().json());
  }
}
