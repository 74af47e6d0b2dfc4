package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

  @Test
  void render_examplesInJsonAround_leavesTheirBracesAlone() {
    PromptTemplate template = new PromptTemplate("x -> {\"a\":{\"b\":1}}\n{{input}} -> ");

    assertThat(template.render("y")).isEqualTo("x -> {\"a\":{\"b\":1}}\ny -> ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no place", "{{ input }}", "{{input}} {{input}}", "{{input}} {{text}}"})
  void constructor_notExactlyOnePlaceForTheInput_isRefused(String text) {
    assertThatThrownBy(() -> new PromptTemplate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("template must ");
  }
}
