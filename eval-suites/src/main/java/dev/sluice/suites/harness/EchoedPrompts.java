package dev.sluice.suites.harness;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Suite;
import java.util.Map;

/**
 * Answers that are the question: a server that sends prompt and answer together, or the prompt
 * alone. A lenient grader, such as one that looks for a text anywhere, passes them.
 */
final class EchoedPrompts {
  private EchoedPrompts() {}

  /** Whether every control that was answered was answered with its prompt, and none ought to be. */
  static boolean in(Suite suite, Map<String, String> outputs) {
    boolean any = suite.controls().stream().anyMatch(control -> outputs.containsKey(control.id()));
    return any
        && suite.controls().stream()
            .filter(control -> outputs.containsKey(control.id()))
            .allMatch(control -> echoes(suite, control, outputs.getOrDefault(control.id(), "")));
  }

  private static boolean echoes(Suite suite, ControlItem control, String output) {
    String prompt = suite.prompt(control).strip();
    return output.strip().startsWith(prompt) && !control.expected().strip().startsWith(prompt);
  }
}
