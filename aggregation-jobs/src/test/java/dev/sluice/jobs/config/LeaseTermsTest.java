package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTermsTest {
  @Test
  void defaults_tenSeconds_areRenewedEveryTwo() {
    assertThat(LeaseTerms.defaults().renewEvery()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.1S, PT60S, was 100 ms",
    "PT11M, PT20M, was 660000 ms",
    "PT10S, PT10S, was 10000 ms",
    "PT10S, PT-1S, was -1000 ms",
  })
  void of_timesThatCannotBe_saysWhich(Duration timeToLive, Duration patience, String said) {
    assertThatThrownBy(() -> new LeaseTerms(timeToLive, patience))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
