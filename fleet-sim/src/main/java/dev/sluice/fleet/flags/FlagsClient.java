package dev.sluice.fleet.flags;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a gate's flag file as a device does: with the tag of the last one, so that an unchanged
 * file costs an empty answer. Not safe for use by several threads.
 */
public final class FlagsClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI flags;
  private String tag = "";
  private List<RunningRollout> last = List.of();

  /**
   * A client.
   *
   * @param gate base address, such as {@code http://127.0.0.1:8081}
   */
  public FlagsClient(URI gate) {
    this.flags = gate.resolve("/v1/flags");
  }

  /**
   * The rollouts in which devices report now, one a model.
   *
   * @throws IOException if the gate does not answer, or not with a flag file
   */
  public List<RunningRollout> running() throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(flags).timeout(TIMEOUT);
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == NOT_MODIFIED) {
      return last;
    }
    if (response.statusCode() != OK) {
      throw new GateUnreachableException(flags + " answered " + response.statusCode());
    }
    last = parse(response.body());
    tag = response.headers().firstValue("ETag").orElse("");
    return last;
  }

  private List<RunningRollout> parse(String body) throws GateUnreachableException {
    List<RunningRollout> rollouts = new ArrayList<>();
    try {
      for (JsonNode flag : JSON.readTree(body).path("flags")) {
        JsonNode metadata = flag.path("metadata");
        if (metadata.path("state").asText().equals("RUNNING")) {
          JsonNode variants = flag.path("variants");
          rollouts.add(
              new RunningRollout(
                  metadata.path("rollout").asText(),
                  variants.path("control").path("name").asText(),
                  variants.path("control").path("version").asText(),
                  variants.path("candidate").path("version").asText(),
                  metadata.path("stagePercent").asInt(-1),
                  variants.path("candidate").path("compareWith").isObject()));
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException notFlags) {
      throw new GateUnreachableException(flags + " did not answer with a flag file");
    }
    return List.copyOf(rollouts);
  }
}
