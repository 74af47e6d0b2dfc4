package dev.sluice.probe.release;

import static dev.sluice.probe.release.TestManifests.SOUND;
import static dev.sluice.probe.release.TestManifests.trusted;
import static dev.sluice.probe.release.TestManifests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedReleasesTest {
  private final AcceptedReleases memory = accept(AcceptedReleases.none(), SOUND);

  @Test
  void consider_newerManifest_isRemembered() {
    String newer = with("/release/sequence", "8");

    AcceptedReleases next = accept(memory, newer);

    assertThat(next.byName().get("notes").sequence()).isEqualTo(8);
    assertThat(next.consider(trusted(newer))).isInstanceOf(Acceptance.Known.class);
    assertThat(next.consider(trusted(SOUND))).isInstanceOf(Acceptance.Refused.class);
  }

  @Test
  void consider_olderManifest_isRefusedWithBothNumbers() {
    Acceptance acceptance = memory.consider(trusted(with("/release/sequence", "6")));

    assertThat(((Acceptance.Refused) acceptance).reason()).contains("sequence 6", "7 was accepted");
  }

  @Test
  void consider_sameSequenceWithOtherContent_isRefused() {
    Acceptance acceptance =
        memory.consider(trusted(with("/capabilities/autocomplete", "\"never\"")));

    assertThat(((Acceptance.Refused) acceptance).reason()).contains("another content");
  }

  @Test
  void consider_statedFallback_isAcceptedAndNothingIsForgotten() {
    String fallback = fallback("1.9.0", 'f');

    assertThat(memory.consider(trusted(fallback))).isInstanceOf(Acceptance.StatedFallback.class);
    assertThat(memory.byName().get("notes").sequence()).isEqualTo(7);
  }

  @Test
  void consider_fallbackWithAnotherVersionOrFile_isRefused() {
    assertThat(memory.consider(trusted(fallback("1.8.0", 'f'))))
        .isInstanceOf(Acceptance.Refused.class);
    assertThat(memory.consider(trusted(fallback("1.9.0", 'e'))))
        .isInstanceOf(Acceptance.Refused.class);
  }

  @Test
  void consider_otherName_hasAMemoryOfItsOwn() {
    AcceptedReleases both =
        accept(memory, with(with("/release/name", "\"other\""), "/release/sequence", "1"));

    assertThat(both.byName()).containsOnlyKeys("notes", "other");
  }

  @Test
  void consider_memoryIsFull_isRefused() {
    AcceptedReleases full = memory;
    for (int i = 1; i < AcceptedReleases.MAX_NAMES; i++) {
      full = accept(full, with("/release/name", "\"n" + i + "\""));
    }

    assertThat(full.consider(trusted(with("/release/name", "\"one-more\""))))
        .isInstanceOf(Acceptance.Refused.class);
    assertThat(full.toBytes().length).isLessThan(AcceptedReleases.MAX_BYTES);
    assertThat(AcceptedReleases.fromBytes(full.toBytes())).contains(full);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"accepted\": [], \"more\": 1}",
        "{\"accepted\": [{\"name\": \"notes\"}]}",
        "{\"accepted\": [",
      })
  void fromBytes_damaged_isNoMemory(String text) {
    assertThat(AcceptedReleases.fromBytes(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static String fallback(String version, char digest) {
    String older = with(with("/release/version", "\"" + version + "\""), "/release/sequence", "5");
    String itsFallback = with(older, "/fallback/version", "\"1.0.0\"");
    return with(itsFallback, "/variants/0/sha256", "\"" + TestManifests.digest(digest) + "\"");
  }

  private static AcceptedReleases accept(AcceptedReleases memory, String manifest) {
    Acceptance acceptance = memory.consider(trusted(manifest));
    assertThat(acceptance).isInstanceOf(Acceptance.Newer.class);
    return ((Acceptance.Newer) acceptance).next();
  }
}
