package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.grading.LengthGate.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  @ParameterizedTest
  @CsvSource({
    "WORDS, 1, 3, one two three, true",
    "WORDS, 1, 3, ' one  two\n', true",
    "WORDS, 1, 3, one two three four, false",
    "WORDS, 1, 3, '', false",
    "WORDS, 0, 3, ' ', true",
    "CHARACTERS, 2, 4, four, true",
    "CHARACTERS, 2, 4, seven, false",
    "CHARACTERS, 2, 4, x, false",
    "CHARACTERS, 1, 1, \uD83D\uDE00, true"
  })
  void length_outputs_areHeldToBothBounds(
      Unit unit, int atLeast, int atMost, String output, boolean allowed) {
    assertThat(new LengthGate(unit, atLeast, atMost).objectionTo(output).isEmpty())
        .isEqualTo(allowed);
  }

  @Test
  void length_boundsThatNothingMeets_areRefused() {
    assertThatThrownBy(() -> new LengthGate(Unit.WORDS, 3, 2)).hasMessageStartingWith("atMost");
    assertThatThrownBy(() -> new LengthGate(Unit.WORDS, 0, 0)).hasMessageStartingWith("atMost");
    assertThatThrownBy(() -> new LengthGate(Unit.WORDS, -1, 2)).hasMessageStartingWith("atLeast");
  }

  @Test
  void jsonSchema_outputs_areHeldToTheSchema() {
    JsonSchemaGate gate = new JsonSchemaGate("{\"type\":\"object\"}");

    assertThat(gate.objectionTo("{}")).isEmpty();
    assertThat(gate.objectionTo("[]")).isPresent();
    assertThat(gate.objectionTo("Sure! {}")).hasValue("the answer is not one JSON value");
  }

  @Test
  void jsonSchema_schemaThatIsNone_isRefused() {
    assertThatThrownBy(() -> new JsonSchemaGate("{\"type\":1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schema is not usable: ");
  }
}
