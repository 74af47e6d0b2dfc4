package dev.sluice.probe.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Lets an agent look again and again until it is told to end. */
public final class AgentLoop {
  private final Agent agent;
  private final StopSignal stop;
  private final Consumer<String> log;
  private String said = "";

  /**
   * A loop.
   *
   * @param log takes a line whenever the reasons to wait are others; of runs and reports it hears
   *     nothing, for a log has times
   */
  public AgentLoop(Agent agent, StopSignal stop, Consumer<String> log) {
    this.agent = agent;
    this.stop = stop;
    this.log = log;
  }

  /**
   * Blocks until the end.
   *
   * @throws IOException if the data directory cannot be used
   */
  public void run() throws IOException {
    agent.begun();
    Duration pause = Duration.ZERO;
    while (!stop.await(pause.toMillis())) {
      pause = agent.step();
      say(agent.words());
    }
    end();
  }

  /**
   * Does what is due now, once; says nothing, for a scheduler may mail what is said.
   *
   * @throws IOException if the data directory cannot be used
   */
  public void runOnce() throws IOException {
    agent.begun();
    if (!stop.isRequested()) {
      agent.step();
      agent.account();
    }
    end();
  }

  private void end() throws IOException {
    // What ends the loop may have left the thread interrupted: the last words are to be written.
    Thread.interrupted();
    agent.ended();
  }

  private void say(String words) {
    if (!words.isEmpty() && !words.equals(said)) {
      log.accept(words);
      said = words;
    }
  }
}
