package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running child: carries requests and replies, drains its log, and makes sure that it ends.
 *
 * <p>The child ends by itself when its input does, which covers a parent that is killed; a hook
 * kills it when the parent exits in order, even if the child is stopped or stuck.
 */
final class ChildProcess implements AutoCloseable {
  private static final long KILL_WAIT_SECONDS = 10;

  /** What an empty pipe holds on every system that matters. */
  private static final int PIPE_BYTES = 4_096;

  private final Process process;
  private final PrivateDirectory directory;
  private final NativeLog log = new NativeLog();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Queue<Integer> unansweredLengths = new ArrayDeque<>();
  private final Thread killAtExit;
  private final LogPipe logPipe;
  private final Thread logThread;
  private final Optional<MemoryGuard> memoryGuard;

  private ChildProcess(Process process, PrivateDirectory directory, OptionalLong memoryLimitBytes) {
    this.process = process;
    this.directory = directory;
    this.killAtExit = new Thread(() -> end(process, directory), "llama-child-end");
    this.logPipe = new LogPipe(process.getErrorStream(), log);
    this.logThread = daemon("llama-child-log", logPipe::drain);
    this.memoryGuard = MemoryGuard.over(process, memoryLimitBytes);
  }

  /** Starts the program that answers a parent's requests. */
  static ChildProcess start(OptionalLong memoryLimitBytes) throws IOException {
    return start(LlamaChild.class, memoryLimitBytes);
  }

  /** Starts a program that speaks the same protocol. */
  static ChildProcess start(Class<?> program, OptionalLong memoryLimitBytes) throws IOException {
    PrivateDirectory directory = PrivateDirectory.create();
    try {
      ChildProcess child =
          new ChildProcess(
              ChildCommand.of(program, directory).start(), directory, memoryLimitBytes);
      child.endWithThisJvm();
      daemon("llama-child-replies", child::readReplies);
      return child;
    } catch (IOException e) {
      directory.delete();
      throw e;
    }
  }

  private void endWithThisJvm() throws IOException {
    try {
      Runtime.getRuntime().addShutdownHook(killAtExit);
    } catch (IllegalStateException e) {
      end(process, directory);
      throw new IOException("this program is ending", e);
    }
  }

  /** What the child's end of the conversation came to. */
  sealed interface Event {
    record Replied(ChildReply reply) implements Event {}

    /** The child's output has ended: it is dead or dying. */
    record Ended() implements Event {}

    /** Nothing came in time. */
    record Silence() implements Event {}
  }

  /** Why the child was ended for the memory that it took; empty if it was not. */
  Optional<String> memoryVerdict() {
    return memoryGuard.flatMap(MemoryGuard::verdict);
  }

  /** What it has logged up to now; more comes in by itself. */
  NativeLog log() {
    logPipe.takeWhatIsThere();
    return log;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Sends a request; its reply comes after those to the requests before it. */
  void send(ChildRequest request) {
    String message = ChildProtocol.encode(request) + "\n";
    unansweredLengths.add(message.length());
    if (message.length() <= PIPE_BYTES) {
      write(message);
    } else {
      // A child that is stopped does not read; a long request must not block on its full pipe.
      daemon("llama-child-request", () -> write(message));
    }
  }

  /**
   * Sends a request behind others if the pipe holds them all, even if the child has read none.
   *
   * @return whether it was sent
   */
  boolean sendIfItFits(ChildRequest request) {
    String message = ChildProtocol.encode(request) + "\n";
    int unread = unansweredLengths.stream().mapToInt(Integer::intValue).sum();
    if (unread + message.length() > PIPE_BYTES) {
      return false;
    }
    unansweredLengths.add(message.length());
    write(message);
    return true;
  }

  Event await(Duration patience) throws InterruptedException {
    Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (event instanceof Event.Replied) {
      unansweredLengths.poll();
    }
    return event == null ? new Event.Silence() : event;
  }

  /**
   * Waits for a child whose output has ended, and for the end of its log; kills it if it lingers.
   */
  ChildExit awaitExit() {
    try {
      if (!process.waitFor(KILL_WAIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(KILL_WAIT_SECONDS, TimeUnit.SECONDS);
      }
      logThread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    return new ChildExit(process.isAlive() ? -1 : process.exitValue());
  }

  /** Nothing of the child is left afterwards; it holds no state that would be worth saving. */
  @Override
  public void close() {
    end(process, directory);
    try {
      Runtime.getRuntime().removeShutdownHook(killAtExit);
    } catch (IllegalStateException ignored) {
      // The parent is exiting and the hook runs anyway.
    }
  }

  private static void end(Process process, PrivateDirectory directory) {
    process.destroyForcibly();
    try {
      process.waitFor(KILL_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.delete();
  }

  private void write(String message) {
    try {
      OutputStream out = process.getOutputStream();
      out.write(message.getBytes(US_ASCII));
      out.flush();
    } catch (IOException ignored) {
      // The child is gone; the reply thread says so.
    }
  }

  private void readReplies() {
    int replies = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        replies += receive(line);
      }
    } catch (IOException ignored) {
      // Either the child is gone or it speaks nonsense: it ends the conversation in both cases.
    }
    receiveKept(replies + 1);
    events.add(new Event.Ended());
  }

  /** How many replies were in it: one or none. */
  private int receive(String line) throws IOException {
    Optional<ChildReply> reply = ChildProtocol.decodeReply(line);
    reply.map(Event.Replied::new).ifPresent(events::add);
    return reply.isPresent() ? 1 : 0;
  }

  /** A child that dies of a request may have kept its reply to the one before, and not told it. */
  private void receiveKept(int number) {
    try {
      Optional<byte[]> kept = KeptReply.in(directory).read(number);
      if (kept.isPresent()) {
        events.add(new Event.Replied(ChildProtocol.decodeReply(kept.get())));
      }
    } catch (IOException unreadable) {
      // Then the child died of the one that it had begun before, as far as anybody can tell.
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
