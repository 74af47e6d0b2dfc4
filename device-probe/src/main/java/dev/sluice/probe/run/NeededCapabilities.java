package dev.sluice.probe.run;

import dev.sluice.probe.engine.Capability;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an engine has to be able to do for a suite. */
final class NeededCapabilities {
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
   * Why the suite is not for an engine with these capabilities, in one line; empty when it is.
   *
   * @param shortcomings why the engine lacks the others, as far as it knows
   */
  static String lacking(
      Suite suite, Set<Capability> declared, Map<Capability, String> shortcomings) {
    String missing =
        of(suite).stream()
            .filter(capability -> !declared.contains(capability))
            .map(capability -> capability.wireName() + because(shortcomings.get(capability)))
            .collect(Collectors.joining(", "));
    // Never asked in another way instead: the scores would be of something else.
    return missing.isEmpty() ? "" : "the engine lacks what the suite needs: " + missing;
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : " (" + reason + ")";
  }
}
