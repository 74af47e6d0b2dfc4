package dev.sluice.gate.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a gate to begin a rollout. Redirects are not followed: a token would follow them.
 *
 * @param gate whom to ask
 * @param token the operator's secret, if the gate asks for one
 */
public record RolloutRequest(GateAddress gate, Optional<String> token) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final int CREATED = 201;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  /**
   * Sends a policy.
   *
   * @param source what the policy is called in messages
   * @return the rollout that has begun, as the gate tells it
   * @throws IOException if the gate cannot be reached or refuses; the message is for people
   */
  public JsonObject begin(String policy, String source) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gate.rollouts())
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(policy));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    HttpResponse<InputStream> answer = send(request.build());
    JsonObject body = body(answer);
    if (answer.statusCode() != CREATED) {
      throw new IOException(source + ": refused: " + reason(answer.statusCode(), body));
    }
    return body;
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build()
          .send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException("no gate answers at " + gate.base() + ": " + e, e);
    }
  }

  private JsonObject body(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream stream = answer.body()) {
      return new JsonObject(
          new String(stream.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8));
    } catch (DecodeException | ClassCastException e) {
      throw new IOException(
          "what answers at %s is no gate (status %d)".formatted(gate.base(), answer.statusCode()),
          e);
    }
  }

  private static String reason(int status, JsonObject problem) {
    return "%s: %s (%d)"
        .formatted(problem.getValue("title", "no reason"), problem.getValue("detail", ""), status);
  }
}
