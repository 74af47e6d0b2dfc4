package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.LatencyBound;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How fast a configuration of promptfoo wants its answers. */
class PromptfooLatencyTest {
  @Test
  void promptfoo_latencyThatAllTestsShare_isTheSuites() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("", "900", "900", "900"));

    assertThat(imported.suite().demands().latency())
        .containsExactly(
            new LatencyBound(Optional.empty(), Optional.of(Duration.ofMillis(900)), 1));
    assertThat(imported.losses()).noneMatch(loss -> loss.what().contains("latency"));
  }

  /** The widest bound is not what the file asks of the others. */
  @Test
  void promptfoo_latencyOfSomeTests_isReportedAndNotTheSuites() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("", "900", "1200", ""));

    assertThat(imported.suite().demands().latency()).isEmpty();
    assertThat(imported.losses())
        .contains(
            new Loss(
                "test-1",
                "assert latency of 900 ms is not taken over: a suite bounds all answers alike"),
            new Loss(
                "test-2",
                "assert latency of 1200 ms is not taken over: a suite bounds all answers alike"));
  }

  @Test
  void promptfoo_latencyBelowTheDefault_isReportedAndTheDefaultIsTheSuites()
      throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("2000", "900", "3000", ""));

    assertThat(imported.suite().demands().latency())
        .containsExactly(new LatencyBound(Optional.empty(), Optional.of(Duration.ofSeconds(2)), 1));
    assertThat(imported.losses())
        .filteredOn(loss -> loss.what().contains("latency"))
        .extracting(Loss::where)
        .containsExactly("test-1");
  }

  /** An empty bound is none. */
  private static String timed(String byDefault, String... bounds) {
    StringBuilder config = new StringBuilder("prompts: ['{{q}}']\n");
    if (!byDefault.isEmpty()) {
      config.append(
          "defaultTest: {assert: [{type: latency, threshold: %s}]}\n".formatted(byDefault));
    }
    config.append("tests:\n");
    for (int i = 0; i < bounds.length; i++) {
      String latency =
          bounds[i].isEmpty() ? "" : ", {type: latency, threshold: %s}".formatted(bounds[i]);
      config.append(
          "  - {vars: {q: q%1$d}, assert: [{type: equals, value: a%1$d}%2$s]}\n"
              .formatted(i, latency));
    }
    return config.toString();
  }
}
