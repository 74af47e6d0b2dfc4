package dev.sluice.probe.llama;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tries whether the engine's process comes up here, without any model. */
public final class EngineStart {
  private EngineStart() {}

  /** Why it does not, in one line; empty if it does. Nothing of it is left afterwards. */
  public static Optional<String> failure(Duration patience) throws InterruptedException {
    List<String> missing = CpuFlags.missingHere();
    if (!missing.isEmpty()) {
      return Optional.of("this processor lacks instructions: " + String.join(", ", missing));
    }
    try (ChildProcess child = ChildProcess.start(OptionalLong.empty())) {
      ChildProcess.Event event = child.await(patience);
      if (event instanceof ChildProcess.Event.Silence) {
        return Optional.of(
            "its process did not come up within %d s".formatted(patience.toSeconds()));
      }
      if (event instanceof ChildProcess.Event.Replied replied) {
        return replied.reply() instanceof ChildReply.NoLibrary noLibrary
            ? Optional.of("the native library cannot be loaded: " + noLibrary.message())
            : Optional.empty();
      }
      return Optional.of(child.awaitExit().describe());
    } catch (IOException e) {
      return Optional.of("its process could not be started: " + e.getMessage());
    }
  }
}
