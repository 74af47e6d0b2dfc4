package dev.sluice.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.standalone.directory.ServiceAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Speaks HTTP with ingest and gate, as any program can. */
final class ServiceClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ServiceAddresses addresses;

  ServiceClient(ServiceAddresses addresses) {
    this.addresses = addresses;
  }

  HttpResponse<String> report(byte[] body) throws IOException, InterruptedException {
    return post(addresses.ingest().resolve("/v1/reports"), "application/octet-stream", body);
  }

  HttpResponse<String> batch(List<byte[]> reports) throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    reports.forEach(body::writeBytes);
    return post(
        addresses.ingest().resolve("/v1/reports:batch"),
        "application/octet-stream",
        body.toByteArray());
  }

  HttpResponse<String> policy(String yaml) throws IOException, InterruptedException {
    return post(
        addresses.gate().resolve("/v1/rollouts"),
        "application/yaml",
        yaml.getBytes(StandardCharsets.UTF_8));
  }

  JsonNode rollout(String id) throws IOException, InterruptedException {
    return JSON.readTree(get(addresses.gate().resolve("/v1/rollouts/" + id)));
  }

  JsonNode ingestStatus() throws IOException, InterruptedException {
    return JSON.readTree(get(addresses.ingest().resolve("/v1/status")));
  }

  /** The sample of one series, such as {@code name{reason="malformed"}}; 0 when there is none. */
  double ingestMetric(String series) throws IOException, InterruptedException {
    return get(addresses.ingest().resolve("/metrics"))
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  /** Of all samples of ingest and gate. */
  Set<String> metricNames() throws IOException, InterruptedException {
    String samples =
        get(addresses.ingest().resolve("/metrics")) + get(addresses.gate().resolve("/metrics"));
    return samples
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toSet());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  private String get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(URI address, String contentType, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
