package dev.sluice.standalone.chaos.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.standalone.chaos.traffic.SentReports.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Posts bodies to the gateway and says, body by body, what it answered. */
final class GatewayClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ACCEPTED = 202;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI gateway;

  GatewayClient(URI gateway) {
    this.gateway = gateway;
  }

  /** Where a single body is expected. */
  Answer one(byte[] body) throws InterruptedException {
    return post("/v1/reports", List.of(body)).get(0);
  }

  /** A batch, answered in the order of its bodies. */
  List<Answer> batch(List<byte[]> bodies) throws InterruptedException {
    return post("/v1/reports:batch", bodies);
  }

  private List<Answer> post(String path, List<byte[]> bodies) throws InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    bodies.forEach(all::writeBytes);
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(all.toByteArray()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return read(answer.statusCode(), json(answer.body()), bodies.size());
    } catch (IOException noAnswer) {
      return Collections.nCopies(bodies.size(), Answer.NONE);
    }
  }

  private static List<Answer> read(int status, JsonNode body, int count) {
    Answer[] answers = new Answer[count];
    if (status == ACCEPTED || body.path("retry").isArray()) {
      Arrays.fill(answers, Answer.ACKNOWLEDGED);
      body.path("rejected").forEach(each -> mark(answers, each.path("index"), Answer.REFUSED));
      body.path("retry").forEach(each -> mark(answers, each, Answer.NONE));
    } else {
      Arrays.fill(answers, comesAgain(status) ? Answer.NONE : Answer.REFUSED);
    }
    return new ArrayList<>(List.of(answers));
  }

  private static boolean comesAgain(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static void mark(Answer[] answers, JsonNode index, Answer answer) {
    if (index.canConvertToInt() && index.asInt() >= 0 && index.asInt() < answers.length) {
      answers[index.asInt()] = answer;
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }
}
