package dev.sluice.probe.doctor;

import dev.sluice.probe.llama.CpuFlags;
import java.util.List;

/** The processor has the instructions that the engine's library is built for. */
record ProcessorCheck(String architecture, int processors, List<String> missing) implements Check {
  static ProcessorCheck here() {
    return new ProcessorCheck(
        System.getProperty("os.arch", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        CpuFlags.missingHere());
  }

  @Override
  public String name() {
    return "processor";
  }

  @Override
  public Finding run() {
    if (!missing.isEmpty()) {
      return Finding.problem(
          "this processor lacks " + String.join(", ", missing),
          "run the model with another engine, such as a server beside the probe");
    }
    String here = "%s, %d processors".formatted(architecture, processors);
    return processors > 1
        ? Finding.ok(here)
        : Finding.warning(
            "%s, 1 processor".formatted(architecture),
            "expect slow answers; whatever else runs makes the model wait");
  }
}
