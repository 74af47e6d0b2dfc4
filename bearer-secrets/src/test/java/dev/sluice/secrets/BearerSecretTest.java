package dev.sluice.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerSecretTest {
  @Test
  void create_has256BitsBehindItsPrefix() {
    assertThat(BearerSecret.create("test_", byte[]::new)).isEqualTo("test_" + "A".repeat(43));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer one", "bearer  one ", "BEARER one"})
  void shownIn_schemeHoweverWritten_isTheSecretAlone(String authorization) {
    assertThat(BearerSecret.shownIn(authorization)).hasValue("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Basic one", "one", " Bearer one"})
  void shownIn_anythingElse_isEmpty(String authorization) {
    assertThat(BearerSecret.shownIn(authorization)).isEmpty();
  }
}
