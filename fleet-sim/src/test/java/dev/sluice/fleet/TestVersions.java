package dev.sluice.fleet;

import dev.sluice.fleet.behaviour.PromptCosts;
import dev.sluice.fleet.behaviour.SuiteOutcomes;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
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
        new ReportedModel(
            "tiny",
            version,
            digest(version),
            Quantization.Q8_0,
            InferenceEngine.LLAMA_CPP,
            "b4916",
            KeyValueCacheType.F16,
            ComputeBackend.CPU,
            11),
        digest("suites"),
        List.of(new SuiteOutcomes("one", SAMPLE, items), new SuiteOutcomes("two", SAMPLE, items)),
        0,
        times,
        1 / times,
        PromptCosts.equal());
  }

  private static DigestPrefix digest(String text) {
    return DigestPrefixes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
