package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
  @TempDir private Path directory;

  @Test
  void eval_missingModel_isOneLineAndFails() {
    CommandRun run = CommandRun.of("eval", "--model", directory.resolve("none.gguf").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("none.gguf: there is no such file");
  }

  @Test
  void eval_textFileAsModel_isOneLineAndFails() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gguf"), "not a model");

    CommandRun run = CommandRun.of("eval", "--json", "--model", text.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("not a GGUF file");
  }

  @Test
  void eval_unknownSuite_isUsageErrorThatListsSuites() {
    CommandRun run = CommandRun.of("eval", "--model", "x.gguf", "--suite", "intents");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no bundled suite 'intents'", "intent, json");
  }

  @Test
  void eval_missingSuiteFile_isUsageError() {
    CommandRun run = CommandRun.of("eval", "--model", "x.gguf", "--suite", "none.yaml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("suite file none.yaml: there is no such file");
  }

  @Test
  void eval_suiteNamedTwice_isUsageError() {
    assertThat(CommandRun.of("eval", "--model", "x.gguf", "--suite", "json,json").err())
        .contains("suite 'json' is named twice");
  }

  @Test
  void eval_numbersOutOfRange_areUsageErrors() {
    assertThat(CommandRun.of("eval", "--model", "x", "--limit", "0").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("eval", "--model", "x", "--threads", "0").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("eval", "--model", "x", "--context", "-1").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("eval", "--model", "x", "--timeout", "NaN").exitCode()).isEqualTo(2);
  }

  @Test
  void eval_energyByAnUnknownMethod_isUsageErrorThatListsThem() {
    for (String method :
        new String[] {"nvml", "modelled", "modelled=0", "modelled=-3", "modelled=1e9"}) {
      CommandRun run = CommandRun.of("eval", "--model", "x", "--energy", method);

      assertThat(run.exitCode()).as(method).isEqualTo(2);
      assertThat(run.err()).contains("rail, rapl, fuel_gauge or modelled=WATTS");
    }
  }

  @Test
  void eval_help_teachesWithExamples() {
    CommandRun run = CommandRun.of("eval", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Examples:", "Exit codes:", "--suite");
  }

  /** The device's program has no command that would list them. */
  @Test
  void eval_help_namesEverySuiteThatComesWithIt() {
    String help = CommandRun.of("eval", "--help").out().replaceAll("\\s+", " ");

    assertThat(help)
        .contains(
            "Bundled: " + String.join(", ", BundledSuites.ids()) + ".",
            "Templates: " + String.join(", ", TemplateSuites.ids()) + ".");
  }

  @Test
  void probe_noCommand_isUsageError() {
    assertThat(CommandRun.of().exitCode()).isEqualTo(2);
  }

  /** The message is what a person sees last, not above a screen of help. */
  @Test
  void eval_wrongOption_isSaidInTwoLines() {
    CommandRun run = CommandRun.of("eval", "--model", "x", "--limt", "3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--limt", "Try 'probe eval --help'.");
    assertThat(run.err().lines().count()).isLessThan(5);
  }
}
