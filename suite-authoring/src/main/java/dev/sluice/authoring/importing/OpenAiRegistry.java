package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the registry of OpenAI's evals says about a file of samples: which class marks them, as in
 * {@code class: evals.elsuite.basic.match:Match} with {@code args: {samples_jsonl: ...}}.
 *
 * @param losses arguments of the class that are not taken over
 */
public record OpenAiRegistry(OpenAiEval eval, List<Loss> losses) {

  public OpenAiRegistry {
    losses = List.copyOf(losses);
  }

  /**
   * Reads a file of the registry.
   *
   * @param samples the name of the file with the samples, without its directory
   * @throws ImportException unless one entry is for those samples, or the only one, and its class
   *     is one that a suite can be
   */
  public static OpenAiRegistry read(String yaml, String samples) throws ImportException {
    List<JsonNode> entries = new ArrayList<>();
    mapping(yaml)
        .elements()
        .forEachRemaining(
            entry -> {
              if (entry.has("class")) {
                entries.add(entry);
              }
            });
    List<JsonNode> fitting = entries.stream().filter(entry -> isOf(entry, samples)).toList();
    List<JsonNode> candidates = fitting.isEmpty() ? entries : fitting;
    if (candidates.size() != 1) {
      throw new ImportException(
          "the registry has %d evals for %s; name one with --match"
              .formatted(candidates.size(), samples));
    }
    return of(candidates.get(0));
  }

  private static JsonNode mapping(String yaml) throws ImportException {
    try {
      return ForeignYaml.read(Unmarked.text(yaml));
    } catch (ImportException e) {
      throw new ImportException("the registry: " + e.getMessage());
    }
  }

  private static boolean isOf(JsonNode entry, String samples) {
    String path = entry.path("args").path("samples_jsonl").asText();
    return path.substring(path.lastIndexOf('/') + 1).equals(samples);
  }

  private static OpenAiRegistry of(JsonNode entry) throws ImportException {
    String className = entry.path("class").asText();
    Optional<OpenAiEval> eval =
        Arrays.stream(OpenAiEval.values())
            .filter(known -> className.endsWith(":" + known.evalName()))
            .findFirst();
    List<Loss> losses = new ArrayList<>();
    entry
        .path("args")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("samples_jsonl")) {
                losses.add(new Loss("the registry", "'" + name + "' is not taken over"));
              }
            });
    return new OpenAiRegistry(
        eval.orElseThrow(
            () -> new ImportException("the eval's class " + className + " cannot be represented")),
        losses);
  }
}
