package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings what a child writes to its log into a {@link NativeLog}, line by line.
 *
 * <p>The library writes a dozen lines an answer, one by one. Waking up for each of them would take
 * processor time from the engine, so after some the rest is left to gather in the pipe, until
 * somebody wants to know or a while has passed. Who wants to know takes what is there by itself:
 * that needs no thread to be woken.
 */
final class LogPipe {
  /** Far shorter than what fills the pipe, far longer than what is written at once. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final int LONGEST_LINE_BYTES = 8_192;

  private final InputStream in;
  private final NativeLog log;
  private final ReentrantLock reading = new ReentrantLock();
  private final byte[] buffer = new byte[LONGEST_LINE_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LogPipe(InputStream in, NativeLog log) {
    this.in = in;
    this.log = log;
  }

  /** Blocks until the child's log ends. */
  void drain() {
    try {
      while (read()) {
        if (in.available() == 0) {
          log.awaitReader(PAUSE);
        }
      }
    } catch (IOException ignored) {
      // The child is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what is in the pipe by now, unless the thread that drains it does so; never blocks. */
  void takeWhatIsThere() {
    if (!reading.tryLock()) {
      return;
    }
    try {
      while (in.available() > 0) {
        takeSome();
      }
    } catch (IOException ignored) {
      // The child is gone.
    } finally {
      reading.unlock();
    }
  }

  /** False at the end. */
  private boolean read() throws IOException {
    reading.lock();
    try {
      boolean more = takeSome();
      if (!more) {
        endLine();
      }
      return more;
    } finally {
      reading.unlock();
    }
  }

  private boolean takeSome() throws IOException {
    int count = in.read(buffer);
    for (int i = 0; i < count; i++) {
      boolean ends = endsLine(buffer[i]);
      if (ends || line.size() == LONGEST_LINE_BYTES) {
        endLine();
      }
      if (!ends) {
        line.write(buffer[i]);
      }
    }
    return count >= 0;
  }

  /** Some systems have both at the end of a line; nothing between them is no line. */
  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  private void endLine() {
    if (line.size() > 0) {
      log.add(line.toString(UTF_8));
      line.reset();
    }
  }
}
