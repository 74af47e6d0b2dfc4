package dev.sluice.fleet;

import dev.sluice.fleet.behaviour.PromptCosts;
import dev.sluice.fleet.behaviour.SuiteOutcomes;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Versions that nobody had to measure. */
public final class TestVersions {
  private static final int ITEMS = 100;
  private static final int SAMPLE = 20;

  private TestVersions() {}

  /** A version that passes that many of a hundred items. */
  public static VersionBehaviour passing(String version, int passes) {
    List<ItemOutcome> items = new ArrayList<>(Collections.nCopies(passes, ItemOutcome.PASS));
    items.addAll(Collections.nCopies(ITEMS - passes, ItemOutcome.FAIL));
    return version(version, items, 1);
  }

  /** A version that does not come to the end of any item. */
  public static VersionBehaviour crashing(String version) {
    return version(version, Collections.nCopies(ITEMS, ItemOutcome.ENGINE_CRASH), 1);
  }

  /** A version that passes everything in so many times the time. */
  public static VersionBehaviour slower(String version, double times) {
    return version(version, Collections.nCopies(ITEMS, ItemOutcome.PASS), times);
  }

  private static VersionBehaviour version(String version, List<ItemOutcome> items, double times) {
    return new VersionBehaviour(
        new ModelVersion("tiny", version, digest(version), "Q8_0", "llama.cpp-b4916", "cpu"),
        digest("suites"),
        List.of(new SuiteOutcomes("one", SAMPLE, items), new SuiteOutcomes("two", SAMPLE, items)),
        0,
        times,
        1 / times,
        PromptCosts.equal());
  }

  private static dev.sluice.schemas.Digest digest(String text) {
    return Digests.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
