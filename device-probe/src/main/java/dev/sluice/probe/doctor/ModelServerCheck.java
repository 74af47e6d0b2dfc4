package dev.sluice.probe.doctor;

import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.subject.UnusableSubjectException;
import java.util.Optional;

/** A server has the model. The model is asked nothing: what works is a matter of an evaluation. */
record ModelServerCheck(Optional<Look> look) implements Check {

  /** Looks for the server. */
  @FunctionalInterface
  interface Look {
    /**
     * The server's engine.
     *
     * @throws IllegalArgumentException if what was said of the server contradicts itself
     */
    ServerEngine connect() throws UnusableSubjectException;
  }

  @Override
  public String name() {
    return "model server";
  }

  @Override
  public Finding run() {
    if (look.isEmpty()) {
      return Finding.notChecked("no server that has a model was named (--server)");
    }
    try {
      ServerEngine engine = look.get().connect();
      return Finding.ok(
          "%s is there and has '%s'; 'probe eval --server' says what works"
              .formatted(engine.facts().runtimeBuild(), engine.facts().model()));
    } catch (UnusableSubjectException | IllegalArgumentException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()),
          "start the server, or mend its address, model or key; a daemon waits meanwhile");
    }
  }
}
