package dev.sluice.probe.doctor;

import dev.sluice.probe.llama.EngineStart;
import java.time.Duration;
import java.util.Optional;

/** The engine's process starts, loads its library and answers. */
final class EngineCheck implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public Finding run() throws InterruptedException {
    Optional<String> failure = EngineStart.failure(PATIENCE);
    return failure.isEmpty()
        ? Finding.ok("its process starts, loads the library and answers")
        : Finding.problem(failure.get(), remedy(failure.get()));
  }

  private static String remedy(String failure) {
    if (failure.contains("libgomp")) {
      return "apt-get install libgomp1";
    }
    return failure.contains("lacks instructions")
        ? "run the model with another engine, such as a server beside the probe"
        : "see the checks of processor, libgomp, temp directory and memory";
  }
}
