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
    return AnswerReader.read(
        exchange(dialect.path(request.prompt()), dialect.body(request), request.timeout()));
  }

  /** Has a text echoed, as patiently. */
  Echo echo(Dialect dialect, String text, Duration timeout) throws InterruptedException {
    return EchoReader.read(exchange(Dialect.COMPLETIONS, dialect.echo(text), timeout), text);
  }

  private HttpOutcome exchange(String path, String body, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      HttpOutcome outcome = connection.post(path, body, left);
      if (outcome instanceof HttpOutcome.TimedOut) {
        return new HttpOutcome.TimedOut(timeout);
      }
      if (!(outcome instanceof HttpOutcome.Answered answered && answered.isBusy())) {
        return outcome;
      }
      Duration wait = answered.retryAfter().orElse(pause);
      if (System.nanoTime() + wait.toNanos() >= deadline) {
        return outcome;
      }
      Thread.sleep(wait.toMillis());
    }
  }
}
