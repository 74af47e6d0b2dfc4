package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a program does that uses the binding and nothing else: load a model, put prompts to it one
 * after the other, append the pieces of each answer. The yardstick for the probe's own path.
 *
 * <p>Prompts are gathered first, and then asked without a look at anything else. Only when all are
 * answered are the answers told, each with the time from the first prompt until it was whole.
 */
final class BareLoop {
  private static final int EXIT_BROKEN = 70;

  private final Replies replies;
  private final BlockingQueue<ChildRequest> requests = new LinkedBlockingQueue<>();
  private final List<ChildRequest.Complete> prompts = new ArrayList<>();
  private @Nullable LlamaModel model;

  private BareLoop(Replies replies) {
    this.replies = replies;
  }

  /** As in {@link LlamaChild}: the main thread only reads, and the end of the input is the end. */
  public static void main(String[] args) {
    BareLoop loop = new BareLoop(Replies.ofThisChild());
    System.setOut(System.err);
    Thread worker = new Thread(loop::work, "bare-loop");
    worker.setDaemon(true);
    worker.setUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          Runtime.getRuntime().halt(EXIT_BROKEN);
        });
    worker.start();
    int exit = loop.readRequests();
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

  private void work() {
    try {
      while (true) {
        handle(requests.take());
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException("the parent cannot be answered any more", e);
    }
  }

  private void handle(ChildRequest request) throws IOException {
    if (request instanceof ChildRequest.Load load) {
      model = new LlamaModel(ChildModel.parameters(load));
      replies.tell(new ChildReply.Ready());
    } else if (request instanceof ChildRequest.Complete complete) {
      prompts.add(complete);
      replies.tell(new ChildReply.Ready());
    } else if (model != null) {
      List<ChildReply> answers = ask(model);
      prompts.clear();
      for (ChildReply answer : answers) {
        replies.tell(answer);
      }
    }
  }

  private List<ChildReply> ask(LlamaModel loaded) {
    List<ChildReply> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (ChildRequest.Complete prompt : prompts) {
      StringBuilder text = new StringBuilder();
      for (LlamaOutput piece : loaded.generate(ChildModel.parameters(prompt))) {
        text.append(piece.text);
      }
      answers.add(new ChildReply.Answered(text.toString(), 0, System.nanoTime() - start));
    }
    return answers;
  }
}
