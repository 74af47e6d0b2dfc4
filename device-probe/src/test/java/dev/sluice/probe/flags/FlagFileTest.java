package dev.sluice.probe.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.probe.assignment.Cohort;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagFileTest {
  private static final String VARIANTS =
      """
      {"candidate": {"name": "tiny", "version": "1.1.0", "report": true},
       "unobserved": {"name": "tiny", "version": "1.0.0", "report": false},
       "control": {"name": "tiny", "version": "1.0.0", "report": true},
       "fallback": {"name": "tiny", "version": "0.9.0", "report": false}}\
      """;

  @Test
  void parse_gatesOwnFile_placesDevicesAsTheirCohortsDo() throws Exception {
    for (int percent : new int[] {1, 5, 25, 50}) {
      Flag flag = only(rollout(split(percent)));
      Random seeds = new Random(percent);
      for (int device = 0; device < 2_000; device++) {
        byte[] seed = new byte[32];
        seeds.nextBytes(seed);
        String expected =
            switch (Cohort.of(Cohort.bucket(seed, "tiny-1.1.0"), percent)) {
              case CANDIDATE -> "candidate";
              case REPORTING_CONTROL -> "control";
              case SILENT_CONTROL -> "unobserved";
            };
        assertThat(Assignment.of(flag, seed, true).part()).isEqualTo(expected);
      }
    }
  }

  @Test
  void of_growingShare_keepsWhoeverIsACandidate() throws Exception {
    byte[] seed = new byte[32];
    for (int device = 0; device < 500; device++) {
      seed[0] = (byte) device;
      seed[1] = (byte) (device >> 8);
      boolean before = false;
      for (int percent : new int[] {1, 5, 10, 25, 50}) {
        boolean candidate =
            Assignment.of(only(rollout(split(percent))), seed, true).part().equals("candidate");
        assertThat(candidate || !before).isTrue();
        before = candidate;
      }
    }
  }

  @Test
  void of_optedOut_isNeverACandidateWhileTheRolloutRuns() throws Exception {
    Flag everybody = only(rollout(split(50)));
    for (int device = 0; device < 200; device++) {
      byte[] seed = {(byte) device};
      Assignment place = Assignment.of(everybody, seed, false);
      assertThat(place.part()).isEqualTo("unobserved");
      assertThat(place.variant().model().version()).isEqualTo("1.0.0");
    }
  }

  @Test
  void parse_pairedRollout_knowsWhatToCompareWith() throws Exception {
    String paired =
        VARIANTS.replace(
            "\"version\": \"1.1.0\", \"report\": true",
            "\"version\": \"1.1.0\", \"report\": true, \"compareWith\": {\"name\": \"tiny\","
                + " \"version\": \"1.0.0\", \"ggufDigest\": \""
                + "ab".repeat(16)
                + "\"}");

    Flag flag = only(flag(paired, "unobserved", split(5)));

    ModelName baseline = flag.variants().get("candidate").comparedWith().orElseThrow();
    assertThat(baseline.allows("ab".repeat(32))).isTrue();
    assertThat(baseline.allows("ac".repeat(32))).isFalse();
  }

  /** A report has one name: a difference is one between versions of a model. */
  @Test
  void parse_comparedWithAnotherModel_isLeftOut() throws Exception {
    String paired =
        VARIANTS.replace(
            "\"version\": \"1.1.0\", \"report\": true",
            "\"version\": \"1.1.0\", \"report\": true, \"compareWith\": {\"name\": \"other\","
                + " \"version\": \"1.0.0\"}");

    FlagFile file = FlagFile.parse(flag(paired, "unobserved", split(5)).getBytes(UTF_8));

    assertThat(file.flags()).isEmpty();
    assertThat(file.faults())
        .containsExactly(
            "flag 1 is left out: a variant's compareWith must be a version of the same model");
  }

  @Test
  void parse_completed_givesEverybodyTheCandidate() throws Exception {
    Assignment place = Assignment.of(only(flag(VARIANTS, "candidate", "")), new byte[32], false);
    assertThat(place.variant().model().version()).isEqualTo("1.1.0");
  }

  @Test
  void parse_switchedOff_isNoFlag() throws Exception {
    FlagFile file =
        FlagFile.parse(rollout(split(5)).replace("ENABLED", "DISABLED").getBytes(UTF_8));
    assertThat(file.flags()).isEmpty();
    assertThat(file.faults()).isEmpty();
  }

  @Test
  void parse_oneStrangeFlag_leavesTheOthers() throws Exception {
    String good = rollout(split(5));
    String both = good.replace("{\"flags\": {", "{\"flags\": {\"strange\": {\"state\": 7}, ");

    FlagFile file = FlagFile.parse(both.getBytes(UTF_8));

    assertThat(file.flags()).extracting(Flag::model).containsExactly("tiny");
    assertThat(file.faults()).singleElement().asString().contains("flag 1", "state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"flags\": []}",
        "{\"flags\": 1}",
        "<html>",
        "{\"flags\": {}} {}",
        "{\"flags\": {}, \"flags\": {}}"
      })
  void parse_noFlagFile_isRefusedInOneLine(String text) {
    assertThatThrownBy(() -> FlagFile.parse(text.getBytes(UTF_8)))
        .isInstanceOf(FlagFileException.class)
        .message()
        .hasSizeLessThanOrEqualTo(200)
        .doesNotContain("\n");
  }

  @Test
  void parse_tooLongOrTooDeep_isRefused() {
    byte[] spaces = new byte[FlagFile.MAX_BYTES + 1];
    Arrays.fill(spaces, (byte) ' ');
    assertThatThrownBy(() -> FlagFile.parse(spaces)).isInstanceOf(FlagFileException.class);
    String deep = "{\"flags\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThatThrownBy(() -> FlagFile.parse(deep.getBytes(UTF_8)))
        .isInstanceOf(FlagFileException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fractional\": []}",
        "{\"fractional\": {}}",
        "{\"if\": [true, \"candidate\"]}",
        "{\"fractional\": [KEY]}",
        "{\"fractional\": [KEY, [\"candidate\", -1]]}",
        "{\"fractional\": [KEY, [\"candidate\", 0]]}",
        "{\"fractional\": [KEY, [\"candidate\", 1.5]]}",
        "{\"fractional\": [KEY, [\"candidate\", \"5\"]]}",
        "{\"fractional\": [KEY, [\"candidate\", 99999999999]]}",
        "{\"fractional\": [KEY, [\"nobody\", 5]]}",
        "{\"fractional\": [KEY, [\"candidate\"]]}",
        "{\"fractional\": [KEY, \"candidate\"]}",
        "{\"fractional\": [[\"candidate\", 5], [\"control\", 5]]}",
        "{\"fractional\": [{\"cat\": [\"another\", {\"var\": \"targetingKey\"}]}, [\"candidate\","
            + " 5]]}",
        "{\"fractional\": [{\"cat\": [\"tiny-1.1.0\", {\"var\": \"email\"}]}, [\"candidate\", 5]]}",
        "\"candidate\"",
      })
  void parse_splitThatIsNotTheGates_isLeftOutAndNotGuessed(String targeting) throws Exception {
    String key = "{\"cat\": [\"tiny-1.1.0\", {\"var\": \"targetingKey\"}]}";
    FlagFile file = FlagFile.parse(rollout(targeting.replace("KEY", key)).getBytes(UTF_8));

    assertThat(file.flags()).isEmpty();
    assertThat(file.faults()).hasSize(1);
  }

  @Test
  void of_weightsThatDoNotMakeAHundred_areRelative() throws Exception {
    String key = "{\"cat\": [\"tiny-1.1.0\", {\"var\": \"targetingKey\"}]}";
    Flag flag =
        only(rollout("{\"fractional\": [" + key + ", [\"candidate\", 1], [\"control\", 1]]}"));
    int candidates = 0;
    Random seeds = new Random(7);
    for (int device = 0; device < 4_000; device++) {
      byte[] seed = new byte[32];
      seeds.nextBytes(seed);
      candidates += Assignment.of(flag, seed, true).part().equals("candidate") ? 1 : 0;
    }
    assertThat(candidates).isBetween(1_800, 2_200);
  }

  private static Flag only(String file) throws FlagFileException {
    FlagFile parsed = FlagFile.parse(file.getBytes(UTF_8));
    assertThat(parsed.faults()).isEmpty();
    return parsed.flags().get(0);
  }

  private static String split(int percent) {
    return """
    {"fractional": [{"cat": ["tiny-1.1.0", {"var": "targetingKey"}]},
      ["candidate", %d], ["unobserved", %d], ["control", %d]]}\
    """
        .formatted(percent, 100 - 2 * percent, percent);
  }

  private static String rollout(String targeting) {
    return flag(VARIANTS, "unobserved", targeting);
  }

  private static String flag(String variants, String defaultVariant, String targeting) {
    return """
    {"flags": {"tiny": {"state": "ENABLED", "variants": %s, "defaultVariant": "%s",
      %s "metadata": {"rollout": "tiny-1.1.0", "stagePercent": 5, "state": "RUNNING"}}}}\
    """
        .formatted(
            variants,
            defaultVariant,
            Optional.of(targeting)
                .filter(text -> !text.isEmpty())
                .map(text -> "\"targeting\": " + text + ",")
                .orElse(""));
  }
}
