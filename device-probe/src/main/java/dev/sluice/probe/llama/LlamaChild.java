package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child JVM's program: loads one model and answers requests from standard input until that
 * ends.
 *
 * <p>The main thread only reads. So it notices the end of the input, which is how the parent's
 * death shows, even while the native library is busy or stuck, and halts the process at once.
 * Halting is the only way out anyway: the library keeps a thread that would hold the JVM up.
 */
final class LlamaChild {
  private static final int EXIT_BROKEN = 70;

  private final Replies replies;
  private final BlockingQueue<ChildRequest> requests = new LinkedBlockingQueue<>();
  private final ChildWork work;

  private LlamaChild(Replies replies, ChildWork work) {
    this.replies = replies;
    this.work = work;
  }

  public static void main(String[] args) {
    serve(new WritingWork());
  }

  /** Does that work until the input ends; never returns. */
  static void serve(ChildWork work) {
    LlamaChild child = new LlamaChild(Replies.ofThisChild(), work);
    // The binding's loader prints to System.out, which is the reply channel.
    System.setOut(System.err);
    Thread worker = new Thread(child::answerRequests, "llama");
    worker.setDaemon(true);
    worker.setUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          Runtime.getRuntime().halt(EXIT_BROKEN);
        });
    worker.start();
    int exit = child.readRequests();
    PrivateDirectory.ofThisChild().delete();
    Runtime.getRuntime().halt(exit);
  }

  private int readRequests() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        ChildProtocol.decodeRequest(line).ifPresent(requests::add);
      }
      return 0;
    } catch (IOException e) {
      return EXIT_BROKEN;
    }
  }

  /**
   * Runs on the one thread that enters native code; whatever escapes ends the process. A reply is
   * told or kept before the next request is begun: if that one kills the process, no answer dies
   * with it, and the parent knows which one it was.
   */
  private void answerRequests() {
    try {
      replies.tell(loadLibrary());
      while (true) {
        ChildReply reply = answer(requests.take());
        if (requests.isEmpty()) {
          replies.tell(reply);
        } else {
          replies.keep(reply);
        }
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException("the parent cannot be answered any more", e);
    }
  }

  private ChildReply loadLibrary() {
    try {
      return work.loadLibrary();
    } finally {
      // The library is mapped by now; where the system allows it, leave no 5 MB file behind.
      PrivateDirectory.ofThisChild().deleteFiles();
    }
  }

  private ChildReply answer(ChildRequest request) {
    try {
      return work.answer(request, replies::tellKept);
    } catch (OutOfMemoryError e) {
      return new ChildReply.OutOfHeap();
    }
  }
}
