package dev.sluice.probe.release;

import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.release.Eligibility.Objection;
import java.util.Objects;
import java.util.Optional;

/**
 * How files of a release are run here, as far as that is not for the release to say.
 *
 * @param mostContextTokens the longest context that a run may have
 * @param cacheType how keys and values are kept
 */
public record RunTerms(int mostContextTokens, CacheType cacheType) {
  public RunTerms {
    Objects.requireNonNull(cacheType, "cacheType");
  }

  /** Nobody has said anything. */
  public static RunTerms open() {
    return new RunTerms(RunPlan.MAX_CONTEXT_TOKENS, CacheType.F16);
  }

  /**
   * What speaks against a run as the release requires it. A shorter context than the product's
   * would tell of another product, so none is taken in its place.
   */
  public Optional<Objection> objection(Requirements requires) {
    return requires.contextTokens() <= mostContextTokens
        ? Optional.empty()
        : Optional.of(
            new Objection(
                IneligibilityReason.MEMORY,
                "needs a context of %d tokens, and a run here may have %d (context)"
                    .formatted(requires.contextTokens(), mostContextTokens)));
  }

  RunPlan plan(Requirements requires) {
    return new RunPlan(requires.contextTokens(), RunPlan.DEFAULT_BATCH_TOKENS, cacheType);
  }
}
