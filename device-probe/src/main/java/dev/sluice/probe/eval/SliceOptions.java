package dev.sluice.probe.eval;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many items of each suite somebody wants asked, and which. */
final class SliceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ask only the first N items of each suite (controls are always asked).")
  private @Nullable Integer limit;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Instead of --limit: ask N items of each suite, drawn at random as a device draws them."
              + " Where items are sorted, the first ones are not like the rest.")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description =
          "With --sample: draw the same items again; default: others each time, by a number that"
              + " is printed.")
  private @Nullable Long seed;

  /** What was asked for; draws the seed if none was given, and says it. */
  Slice slice() {
    if (limit != null && sample != null) {
      throw usage("--limit and --sample exclude each other");
    }
    if (seed != null && sample == null) {
      throw usage("--seed is for the items that --sample draws");
    }
    if (limit != null) {
      return new Slice.First(atLeastOne("--limit", limit));
    }
    return sample == null ? new Slice.Whole() : drawn(atLeastOne("--sample", sample));
  }

  private Slice drawn(int items) {
    if (seed != null) {
      return new Slice.Drawn(items, seed);
    }
    long fresh = new SecureRandom().nextInt(Integer.MAX_VALUE);
    spec.commandLine().getErr().println("probe: to ask the same items again: --seed " + fresh);
    return new Slice.Drawn(items, fresh);
  }

  private int atLeastOne(String option, int value) {
    if (value < 1) {
      throw usage(option + " must be at least 1, was " + value);
    }
    return value;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
