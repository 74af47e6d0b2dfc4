package dev.sluice.probe.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenTermsTest {
  private static String host(String ingest, Optional<String> named) {
    return TokenTerms.of(URI.create(ingest), named, List.of()).host();
  }

  @Test
  void host_notNamed_isTheIngests() {
    assertThat(host("https://In.Example:8443", Optional.empty())).isEqualTo("in.example");
    assertThat(host("http://127.0.0.1:8080", Optional.empty())).isEqualTo("localhost");
    assertThat(host("http://[::1]:8080", Optional.empty())).isEqualTo("localhost");
    assertThat(host("http://127.0.0.1:8080", Optional.of("in.example"))).isEqualTo("in.example");
  }

  @Test
  void terms_thatAreNone_areRefusedByName() {
    for (String host : List.of("", "a b", "a/b", "x".repeat(256))) {
      assertThatThrownBy(() -> host("https://in.example", Optional.of(host)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("host name");
    }
    for (String key : List.of("", "ab", "AB".repeat(32), "zz".repeat(32))) {
      assertThatThrownBy(
              () -> TokenTerms.of(URI.create("https://in.example"), Optional.empty(), List.of(key)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("SHA-256");
    }
  }
}
