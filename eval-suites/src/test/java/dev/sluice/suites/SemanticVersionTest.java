package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0", "1.2.3", "10.20.30", "1.0.0-rc.1", "1.0.0-0a", "1.0.0+build.07"})
  void constructor_semanticVersion_isKeptAsWritten(String text) {
    assertThat(new SemanticVersion(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "1.0.0.0",
        "01.0.0",
        "v1.0.0",
        "1.0.0-",
        "1.0.0-01",
        "1.0.0 ",
        "1.0.x",
        "9999999999.0.0"
      })
  void constructor_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> new SemanticVersion(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("version must be a semantic version such as 1.0.0");
  }
}
