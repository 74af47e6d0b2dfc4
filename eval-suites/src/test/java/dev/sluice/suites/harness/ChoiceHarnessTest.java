package dev.sluice.suites.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoiceHarnessTest {

  private static final Map<String, String> CONTROLS = Map.of("c1", "up", "c2", "down");

  @Test
  void judge_alwaysTheFirstChoice_isInvalidThoughTheTextsDiffer() throws SuiteFormatException {
    assertThat(HarnessCheck.judge(suite(3), answers(0)))
        .isEqualTo(new HarnessVerdict.Invalid(List.of(Symptom.ALL_CHOICES_AT_ONE_PLACE)));
  }

  @Test
  void judge_alwaysTheFirstChoiceWhereItIsMostlyRight_isValid() throws SuiteFormatException {
    assertThat(HarnessCheck.judge(suite(9), answers(0))).isEqualTo(new HarnessVerdict.Valid());
  }

  @Test
  void judge_standInsForAnswers_areNotTakenForPlaces() throws SuiteFormatException {
    Map<String, String> outputs = answers(0);
    outputs.replaceAll((id, answer) -> id.startsWith("c") ? answer : "#" + answer);

    assertThat(HarnessCheck.judge(suite(3), outputs)).isEqualTo(new HarnessVerdict.Valid());
  }

  @Test
  void judge_whatWasSeenWhileAsking_isInTheVerdict() throws SuiteFormatException {
    assertThat(HarnessCheck.judge(suite(9), answers(0), Set.of(Symptom.ANSWER_OUTSIDE_OF_CHOICES)))
        .isEqualTo(new HarnessVerdict.Invalid(List.of(Symptom.ANSWER_OUTSIDE_OF_CHOICES)));
  }

  @Test
  void allEqual_scoresThatTellNothing_areFound() {
    assertThat(ChoiceScores.allEqual(List.of(List.of(0.0, 0.0), List.of(-1.0, -1.0)))).isTrue();
    assertThat(ChoiceScores.allEqual(List.of(List.of(Double.NaN, Double.NaN)))).isTrue();
    assertThat(ChoiceScores.allEqual(List.of(List.of(0.0, 0.0), List.of(-1.0, -2.0)))).isFalse();
    assertThat(ChoiceScores.allEqual(List.of())).isFalse();
  }

  /** Twelve items; the first of their choices is right for that many. */
  private static Suite suite(int firstRight) throws SuiteFormatException {
    StringBuilder yaml =
        new StringBuilder(
            """
            id: pick
            version: 1.0.0
            description: Picks.
            licence: Apache-2.0
            template: 'pick {{input}}'
            maxTokens: 8
            grader: {type: choice}
            controls:
              - {id: c1, kind: must-pass, input: u, expected: up, choices: [up, down]}
              - {id: c2, kind: must-pass, input: d, expected: down, choices: [up, down]}
            items:
            """);
    for (int i = 0; i < 12; i++) {
      yaml.append(
          "  - {id: i%d, input: q%d, expected: %s%d, choices: [a%d, b%d, z%d]}%n"
              .formatted(i, i, i < firstRight ? "a" : i % 2 == 0 ? "b" : "z", i, i, i, i));
    }
    return SuiteParser.parse(yaml.toString(), "test");
  }

  private static Map<String, String> answers(int place) {
    Map<String, String> outputs = new HashMap<>(CONTROLS);
    for (int i = 0; i < 12; i++) {
      outputs.put("i" + i, List.of("a" + i, "b" + i, "z" + i).get(place));
    }
    return outputs;
  }
}
