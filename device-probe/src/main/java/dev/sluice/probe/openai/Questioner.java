package dev.sluice.probe.openai;

import dev.sluice.probe.engine.CompletionRequest;
import java.time.Duration;

/** Puts questions to one server, and waits its turn when the server is busy. */
final class Questioner {
  private final ServerConnection connection;
  private final Duration pause;

  Questioner(ServerConnection connection, Duration pause) {
    this.connection = connection;
    this.pause = pause;
  }

  /** Asks; a busy server is asked again as long as the request's time allows. */
  Answer ask(Dialect dialect, CompletionRequest request) throws InterruptedException {
    String body = dialect.body(request);
    long deadline = System.nanoTime() + request.timeout().toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      Answer answer =
          AnswerReader.read(connection.post(dialect.path(request.prompt()), body, left));
      if (answer instanceof Answer.TimedOut) {
        return new Answer.TimedOut(request.timeout());
      }
      if (!(answer instanceof Answer.Busy busy)) {
        return answer;
      }
      Duration wait = busy.retryAfter().orElse(pause);
      if (System.nanoTime() + wait.toNanos() >= deadline) {
        return busy;
      }
      Thread.sleep(wait.toMillis());
    }
  }
}
