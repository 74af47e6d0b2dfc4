package dev.sluice.probe.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {
  private static final URI REMOTE = URI.create("https://remote.example/v1");

  @ParameterizedTest
  @CsvSource({
    "PREFER_ON_DEVICE, true, true, OnDevice",
    "PREFER_ON_DEVICE, true, false, OnDevice",
    "PREFER_ON_DEVICE, false, true, Remote",
    "PREFER_ON_DEVICE, false, false, Nowhere",
    "ONLY_ON_DEVICE, true, true, OnDevice",
    "ONLY_ON_DEVICE, false, true, Nowhere",
    "PREFER_IN_CLOUD, true, true, Remote",
    "PREFER_IN_CLOUD, true, false, OnDevice",
    "PREFER_IN_CLOUD, false, false, Nowhere",
    "ONLY_IN_CLOUD, true, true, Remote",
    "ONLY_IN_CLOUD, true, false, Nowhere",
  })
  void of_everyMode_goesWhereItMay(
      RoutingMode mode, boolean onDevice, boolean reachable, String where) {
    Optional<URI> url = mode.allowsRemote() ? Optional.of(REMOTE) : Optional.empty();

    Routing routing = Routing.of(new RemoteRoute(mode, url), onDevice, reachable);

    assertThat(routing.getClass().getSimpleName()).isEqualTo(where);
  }
}
