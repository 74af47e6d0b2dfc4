package dev.sluice.fleet;

import dev.sluice.fleet.measured.ModelProbe;
import dev.sluice.probe.run.RunResult;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells people, a line at a time, how far the measuring of models has come. */
public final class ProbeNarration implements ModelProbe.Listener {
  private final Consumer<String> lines;

  public ProbeNarration(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void started(Path file, int round, int rounds) {
    lines.accept("measuring %s, round %d of %d".formatted(file.getFileName(), round, rounds));
  }

  @Override
  public void finished(Path file, int round, int rounds, RunResult result) {
    lines.accept(
        "  %d of %d items passed in %.1f s%s"
            .formatted(
                result.passed(),
                result.items(),
                result.circumstances().wallTime().toMillis() / 1000.0,
                result.harnessValid() ? "" : "; the controls failed, so the scores mean nothing"));
  }
}
