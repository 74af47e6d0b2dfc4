package dev.sluice.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHashTest {
  /** The first example of FIPS 180-2, appendix B. */
  private static final String HASH_OF_ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void text_isReadAsWritten() {
    assertThat(SecretHash.of("abc").text()).isEqualTo(HASH_OF_ABC);
    assertThat(SecretHash.parse(HASH_OF_ABC)).hasValue(SecretHash.of("abc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "sha256:",
        "sha256:ba78",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad00",
      })
  void parse_anythingElse_isEmpty(String text) {
    assertThat(SecretHash.parse(text)).isEmpty();
  }

  @Test
  void hashes_areEqualIfTheirSecretsAre_andSayNothingByThemselves() {
    assertThat(SecretHash.of("abc"))
        .isEqualTo(SecretHash.of("abc"))
        .hasSameHashCodeAs(SecretHash.of("abc"))
        .isNotEqualTo(SecretHash.of("abd"))
        .hasToString("the hash of a secret");
  }
}
