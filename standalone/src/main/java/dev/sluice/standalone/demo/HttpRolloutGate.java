package dev.sluice.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.standalone.demo.RolloutView.Finding;
import dev.sluice.standalone.demo.RolloutView.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The gate behind its HTTP addresses. */
final class HttpRolloutGate implements RolloutGate {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI rollouts;

  HttpRolloutGate(URI gate) {
    this.rollouts = gate.resolve("/v1/rollouts");
  }

  @Override
  public void start(String policy) throws DemoFailedException, InterruptedException {
    answer(
        HttpRequest.newBuilder(rollouts)
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(policy)),
        201);
  }

  @Override
  public RolloutView show(String rollout) throws DemoFailedException, InterruptedException {
    JsonNode json = answer(HttpRequest.newBuilder(URI.create(rollouts + "/" + rollout)), 200);
    List<Stage> ended = new ArrayList<>();
    json.path("history").forEach(stage -> ended.add(stage(stage, stage.path("percent").asInt())));
    return new RolloutView(
        json.path("id").asText(),
        json.path("state").asText(),
        json.path("stagePercent").asInt(),
        json.path("reports").asLong(),
        stage(json, json.path("stagePercent").asInt()),
        ended);
  }

  /** A stage that has ended says first and last day; the present one began on its stage day. */
  private static Stage stage(JsonNode json, int percent) {
    List<Finding> findings = new ArrayList<>();
    json.path("findings").forEach(finding -> findings.add(finding(finding)));
    return new Stage(
        percent,
        LocalDate.parse(json.path("firstDay").asText(json.path("stageDay").asText())),
        LocalDate.parse(json.path("lastDay").asText(json.path("day").asText())),
        json.path("reports").asLong(),
        json.path("verdict").asText(),
        json.path("reason").asText(),
        findings);
  }

  private static Finding finding(JsonNode json) {
    return new Finding(
        json.path("metric").asText(),
        json.path("unit").asText(),
        json.path("status").asText(),
        number(json, "estimate"),
        number(json, "low"),
        number(json, "high"),
        json.path("margin").asDouble());
  }

  private static OptionalDouble number(JsonNode json, String field) {
    return json.path(field).isNumber()
        ? OptionalDouble.of(json.path(field).asDouble())
        : OptionalDouble.empty();
  }

  private JsonNode answer(HttpRequest.Builder request, int expected)
      throws DemoFailedException, InterruptedException {
    try {
      HttpResponse<String> response =
          client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = JSON.readTree(response.body());
      if (response.statusCode() != expected) {
        throw new DemoFailedException(
            "the gate answered %d: %s"
                .formatted(
                    response.statusCode(),
                    json.path("detail").asText(json.path("title").asText("no reason given"))));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new DemoFailedException("the gate did not answer with JSON");
    } catch (IOException e) {
      throw new DemoFailedException("the gate does not answer: " + e.getMessage());
    }
  }
}
