package dev.sluice.probe.run;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Shortcoming;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an engine has to be able to do for a suite. */
public final class NeededCapabilities {
  private static final String REMEDY =
      "; ask a model file or a server that does it, such as vLLM, or give the suite's grader"
          + " scoring: continuation";

  private NeededCapabilities() {}

  static Set<Capability> of(Suite suite) {
    boolean chat = suite.generation().chat().isPresent();
    Set<Capability> needed = EnumSet.of(chat ? Capability.CHAT : Capability.RAW_TEXT);
    if (suite.repeats().isPresent()) {
      needed.add(Capability.SEEDED_SAMPLING);
    }
    if (suite.grader() instanceof ChoiceGrader choice) {
      needed.add(
          switch (choice.scoring()) {
            case CONTINUATION -> Capability.FORCED_CHOICE;
            case LIKELIHOOD, LIKELIHOOD_NORMALISED ->
                chat ? Capability.CHAT_LOG_LIKELIHOOD : Capability.LOG_LIKELIHOOD;
          });
    }
    return needed;
  }

  /**
   * Why the suite is not for an engine with these capabilities; empty when it is. The engine is
   * broken only where it is in all that is missing: if it lacks something as well, the suite would
   * not be for it anyhow.
   *
   * @param shortcomings why the engine lacks the others, as far as it knows
   */
  public static Optional<Shortcoming> lacking(
      Suite suite, Set<Capability> declared, Map<Capability, Shortcoming> shortcomings) {
    List<Capability> missing =
        of(suite).stream().filter(capability -> !declared.contains(capability)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String named =
        missing.stream()
            .map(capability -> capability.wireName() + because(shortcomings.get(capability)))
            .collect(Collectors.joining(", "));
    // Never asked in another way instead: the scores would be of something else.
    return Optional.of(
        missing.stream().allMatch(capability -> isBroken(shortcomings.get(capability)))
            ? Shortcoming.broken(
                "the engine takes what the suite needs and does it wrong: " + named + REMEDY)
            : Shortcoming.lacking("the engine lacks what the suite needs: " + named));
  }

  private static boolean isBroken(@Nullable Shortcoming shortcoming) {
    return shortcoming != null && shortcoming.broken();
  }

  private static String because(@Nullable Shortcoming shortcoming) {
    return shortcoming == null ? "" : " (" + shortcoming.reason() + ")";
  }
}
