package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program does that uses the binding and nothing else: load a model, put the prompts to it
 * one after the other, append the pieces of each answer. The yardstick for the probe's own path.
 *
 * <p>Everything is asked twice, and the second time is told: each answer with the nanoseconds from
 * the beginning of that pass until the answer was whole.
 */
final class BareLoop {
  static final String REQUESTS = "bare-requests";
  static final String ANSWERS = "bare-answers";

  private static final int EXIT_BROKEN = 70;

  /** The library writes its log from a thread of its own; it may be that far behind. */
  private static final long LOG_MILLIS = 500;

  private BareLoop() {}

  public static void main(String[] args) throws IOException {
    haltWithParent();
    int exit = EXIT_BROKEN;
    try {
      Path directory = PrivateDirectory.ofThisChild().path();
      List<ChildRequest> requests = read(directory.resolve(REQUESTS));
      Files.write(directory.resolve(ANSWERS), run(requests), US_ASCII);
      Thread.sleep(LOG_MILLIS);
      exit = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // The library keeps a thread that would hold the JVM up.
      Runtime.getRuntime().halt(exit);
    }
  }

  private static List<String> run(List<ChildRequest> requests) {
    LlamaModel model = new LlamaModel(ChildModel.parameters((ChildRequest.Load) requests.get(0)));
    List<InferenceParameters> prompts = new ArrayList<>();
    for (ChildRequest request : requests.subList(1, requests.size())) {
      prompts.add(ChildModel.parameters((ChildRequest.Complete) request));
    }
    ask(model, prompts);
    return ask(model, prompts).stream().map(ChildProtocol::encode).toList();
  }

  private static List<ChildReply> ask(LlamaModel model, List<InferenceParameters> prompts) {
    List<ChildReply> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (InferenceParameters prompt : prompts) {
      StringBuilder text = new StringBuilder();
      for (LlamaOutput piece : model.generate(prompt)) {
        text.append(piece.text);
      }
      answers.add(new ChildReply.Answered(text.toString(), 0, System.nanoTime() - start));
    }
    return answers;
  }

  private static List<ChildRequest> read(Path file) throws IOException {
    List<ChildRequest> requests = new ArrayList<>();
    for (String line : Files.readAllLines(file, US_ASCII)) {
      ChildProtocol.decodeRequest(line).ifPresent(requests::add);
    }
    return requests;
  }

  /** The end of the input is how the parent's death shows. */
  private static void haltWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever sent.
                }
              } catch (IOException ignored) {
                // As good as the end.
              }
              Runtime.getRuntime().halt(EXIT_BROKEN);
            },
            "bare-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
