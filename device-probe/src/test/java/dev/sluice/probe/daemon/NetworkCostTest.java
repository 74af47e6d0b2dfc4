package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkCostTest {
  @Test
  void parse_networkManager_isBelievedWhereItSaysSomething() {
    assertThat(NetworkCost.parse("GENERAL.METERED:no (guessed)\n")).hasValue(false);
    assertThat(NetworkCost.parse("GENERAL.METERED:no\n\nGENERAL.METERED:yes\n")).hasValue(true);
    assertThat(NetworkCost.parse("GENERAL.METERED:unknown\n")).isEmpty();
    assertThat(NetworkCost.parse("")).isEmpty();
  }
}
