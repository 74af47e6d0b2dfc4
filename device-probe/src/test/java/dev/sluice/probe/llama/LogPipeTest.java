package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.junit.jupiter.api.Test;

class LogPipeTest {
  private final NativeLog log = new NativeLog();

  @Test
  void drain_allThatThereIs_isLinesInOrder() {
    drain("one\ntwo ü\n\nthree\n");

    assertThat(log.newestFirst()).containsExactly("three", "two ü", "one");
  }

  @Test
  void drain_linesAsWindowsEndsThem_haveNothingOfTheEnd() {
    drain("one\r\ntwo\r\n\r\nthree\r\n");

    assertThat(log.newestFirst()).containsExactly("three", "two", "one");
  }

  @Test
  void drain_lastLineWithoutAnEnd_isOneToo() {
    drain("one\nthe child died he");

    assertThat(log.newestFirst()).containsExactly("the child died he", "one");
  }

  @Test
  void drain_lineWithoutAnEndForEver_isCut() {
    drain("x".repeat(20_000));

    assertThat(log.newestFirst()).hasSize(3).allMatch(line -> line.startsWith("x"));
  }

  @Test
  void takeWhatIsThere_wholeLinesAndABeginning_takesTheLinesAndLaterTheRest() throws IOException {
    try (PipedOutputStream child = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(child)) {
      LogPipe pipe = new LogPipe(in, log);
      child.write("one\ntwo\nthr".getBytes(UTF_8));

      pipe.takeWhatIsThere();
      assertThat(log.newestFirst()).containsExactly("two", "one");

      child.write("ee\n".getBytes(UTF_8));
      pipe.takeWhatIsThere();
      assertThat(log.newestFirst()).containsExactly("three", "two", "one");
    }
  }

  @Test
  void takeWhatIsThere_nothing_returns() throws IOException {
    try (PipedOutputStream child = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(child)) {
      new LogPipe(in, log).takeWhatIsThere();
    }

    assertThat(log.newestFirst()).isEmpty();
  }

  private void drain(String text) {
    new LogPipe(new ByteArrayInputStream(text.getBytes(UTF_8)), log).drain();
  }
}
