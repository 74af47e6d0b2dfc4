package dev.sluice.probe.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a server what it is and which models it has. */
final class Discovery {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LISTED = 10;
  private static final int MAX_CONTEXT = 1 << 24;
  private static final Pattern MODEL_ID = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{1,200}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,39}");

  /** llama-server puts the commit behind its build number. */
  private static final Pattern LLAMA_BUILD = Pattern.compile("(b\\d{1,9})(-.*)?");

  private final ServerConnection connection;
  private final Duration patience;
  private final long deadline;

  /**
   * One look.
   *
   * @param patience for all that is asked in it
   */
  Discovery(ServerConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** What was found out. */
  sealed interface Finding {
    record Found(ServerFacts facts) implements Finding {}

    /** The server cannot be used, or not like this. */
    record Unusable(ServerFault fault, String reason) implements Finding {}
  }

  /**
   * Looks at the server.
   *
   * @param wanted id of the model; empty takes the only one
   */
  Finding look(Optional<String> wanted) throws InterruptedException {
    HttpOutcome outcome = connection.get("/v1/models", patience);
    if (outcome instanceof HttpOutcome.TimedOut timedOut) {
      return new Finding.Unusable(
          ServerFault.NOT_THERE,
          "the server did not say within %d s which models it has"
              .formatted(timedOut.limit().toSeconds()));
    }
    if (outcome instanceof HttpOutcome.Failed failed) {
      return new Finding.Unusable(ServerFault.NOT_THERE, failed.reason());
    }
    HttpOutcome.Answered answered = (HttpOutcome.Answered) outcome;
    if (answered.status() == 404 || answered.status() == 405) {
      return wanted
          .<Finding>map(model -> new Finding.Found(facts(model, false)))
          .orElseGet(
              () ->
                  new Finding.Unusable(
                      ServerFault.UNFIT, "the server lists no models; name one: --server-model"));
    }
    Optional<List<String>> models = models(answered);
    return models.isPresent() ? choose(models.get(), wanted) : unreadable(answered);
  }

  private static Finding unreadable(HttpOutcome.Answered answered) {
    if (answered.status() == 200) {
      return new Finding.Unusable(
          ServerFault.UNFIT,
          "the server's list of models is not what the protocol asks for: is the address right?");
    }
    Answer said = AnswerReader.read(answered);
    if (said instanceof Answer.Broken broken) {
      return new Finding.Unusable(ServerFault.UNFIT, broken.reason());
    }
    return new Finding.Unusable(
        answered.isBusy() ? ServerFault.BUSY : ServerFault.UNFIT,
        "the server answered %d when asked for its models".formatted(answered.status()));
  }

  private Finding choose(List<String> models, Optional<String> wanted) {
    if (models.isEmpty()) {
      return new Finding.Unusable(ServerFault.NO_SUCH_MODEL, "the server has no model loaded");
    }
    if (wanted.isPresent()) {
      return models.contains(wanted.get())
          ? new Finding.Found(facts(wanted.get(), true))
          : new Finding.Unusable(
              ServerFault.NO_SUCH_MODEL,
              "the server has no model '%s'; it has: %s".formatted(wanted.get(), some(models)));
    }
    return models.size() == 1
        ? new Finding.Found(facts(models.get(0), true))
        : new Finding.Unusable(
            ServerFault.NO_SUCH_MODEL,
            "the server has several models, name one with --server-model: " + some(models));
  }

  private static String some(List<String> models) {
    String listed = String.join(", ", models.subList(0, Math.min(MAX_LISTED, models.size())));
    return models.size() <= MAX_LISTED
        ? listed
        : listed + " and " + (models.size() - MAX_LISTED) + " more";
  }

  /** Empty when the answer is no list of models. */
  private static Optional<List<String>> models(HttpOutcome.Answered answered) {
    JsonNode data = json(answered).path("data");
    if (!data.isArray()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode model : data) {
      String id = model.path("id").asText("");
      if (MODEL_ID.matcher(id).matches()) {
        ids.add(id);
      }
    }
    return Optional.of(ids);
  }

  private ServerFacts facts(String model, boolean listed) {
    try {
      JsonNode props = ask("/props");
      Matcher build = LLAMA_BUILD.matcher(props.path("build_info").asText(""));
      if (props.has("default_generation_settings")) {
        return new ServerFacts(
            model,
            listed,
            ServerSoftware.LLAMA_SERVER,
            build.matches() ? version(build.group(1)) : Optional.empty(),
            context(props.path("default_generation_settings").path("n_ctx")));
      }
      Optional<String> ollama = version(ask("/api/version").path("version").asText(""));
      if (ollama.isPresent()) {
        return unknownContext(model, listed, ServerSoftware.OLLAMA, ollama);
      }
      Optional<String> vllm = version(ask("/version").path("version").asText(""));
      return vllm.isPresent()
          ? unknownContext(model, listed, ServerSoftware.VLLM, vllm)
          : unknownContext(model, listed, ServerSoftware.OTHER, Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknownContext(model, listed, ServerSoftware.OTHER, Optional.empty());
    }
  }

  private static ServerFacts unknownContext(
      String model, boolean listed, ServerSoftware software, Optional<String> version) {
    return new ServerFacts(model, listed, software, version, OptionalInt.empty());
  }

  private JsonNode ask(String path) throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    HttpOutcome outcome = connection.get(path, left);
    return outcome instanceof HttpOutcome.Answered answered ? json(answered) : JSON.missingNode();
  }

  private static JsonNode json(HttpOutcome.Answered answered) {
    if (answered.status() != 200 || !answered.contentType().equals("application/json")) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(answered.body().text());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static Optional<String> version(String text) {
    return VERSION.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static OptionalInt context(JsonNode node) {
    return node.isIntegralNumber() && node.longValue() > 0 && node.longValue() <= MAX_CONTEXT
        ? OptionalInt.of(node.intValue())
        : OptionalInt.empty();
  }
}
