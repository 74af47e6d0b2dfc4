package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.llama.TinyModels;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers that the engine would die of or misread do not get past the command line. */
class HostileOptionsTest {
  private static final String[][] HOSTILE = {
    {"--threads", "0"},
    {"--threads", "-1"},
    {"--threads", "100000"},
    {"--threads", "2147483648"},
    {"--context", "0"},
    {"--context", "4"},
    {"--context", "15"},
    {"--context", "-1"},
    {"--context", "100000000"},
    {"--context", "1e8"},
    {"--timeout", "NaN"},
    {"--timeout", "0"},
    {"--timeout", "-1"},
    {"--timeout", "Infinity"},
    {"--limit", "0"},
    {"--limit", "-5"},
    {"--sample", "0"},
    {"--sample", "-5"},
    {"--sample", "2147483648"},
    {"--seed", "1"},
    {"--seed", "0x"},
    {"--memory-limit", "1"},
    {"--memory-limit", "-1"},
    {"--memory-limit", "99999999999999G"},
    {"--suite", ""},
    {"--suite", "\u0000"},
    {"--suite", "x\ud83dy"},
  };

  @Test
  void eval_hostileOptions_areUsageErrorsWithMessagesOfTheirOwn() {
    Set<String> messages = new HashSet<>();
    for (String[] option : HOSTILE) {
      CommandRun run =
          CommandRun.of("eval", "--model", TinyModels.good().toString(), option[0], option[1]);

      assertThat(run.exitCode()).as(option[0] + " " + option[1]).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      String first = run.err().lines().findFirst().orElseThrow();
      assertThat(first).contains(option[0].equals("--suite") ? "suite" : option[0]);
      assertThat(messages.add(first)).as("%s %s: %s", option[0], option[1], first).isTrue();
    }
  }
}
