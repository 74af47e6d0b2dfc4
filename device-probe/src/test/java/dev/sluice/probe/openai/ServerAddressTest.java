package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, http://127.0.0.1:8080/v1/models",
    "http://localhost:8080/, http://localhost:8080/v1/models",
    "http://localhost:1234/v1, http://localhost:1234/v1/models",
    "HTTP://[::1]:8080/v1/, http://[::1]:8080/v1/models",
    "https://llm.example/proxy/v1, https://llm.example/proxy/v1/models"
  })
  void parse_address_findsTheProtocolsPaths(String text, String models) {
    assertThat(ServerAddress.parse(text).at("/v1/models")).hasToString(models);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:8080",
        "ftp://localhost/",
        "file:///etc/passwd",
        "http://user:secret@localhost/",
        "http:///v1",
        "http://localhost/?key=secret",
        "http://localhost/#x",
        "http://local host/"
      })
  void parse_noUsableAddress_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, true",
    "http://127.9.9.9, true",
    "http://LOCALHOST:1, true",
    "http://[::1]:1, true",
    "http://[0:0:0:0:0:0:0:1]:1, true",
    "http://127.0.0.1.example.com, false",
    "http://localhost.example.com, false",
    "http://10.0.0.1, false",
    "http://[::2], false",
    "http://0.0.0.0, false"
  })
  void isLoopback_byTheAddressAlone(String text, boolean loopback) {
    assertThat(ServerAddress.parse(text).isLoopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "two words", "tab\tbed", "Schlüssel", "a\nb"})
  void apiKey_textThatIsNoKey_isRefusedWithoutQuotingIt(String text) {
    assertThatIOException()
        .isThrownBy(() -> ApiKey.fromEnvironment("KEY", text))
        .withMessage(
            "the environment variable KEY does not hold one API key: a single line of 1 to 8192"
                + " visible characters");
  }

  @Test
  void apiKey_variableNotSet_saysSo() {
    assertThatIOException()
        .isThrownBy(() -> ApiKey.fromEnvironment("KEY", null))
        .withMessage("the environment variable KEY is not set");
  }
}
