package dev.sluice.probe.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A server can be reached: one GET that says nothing about this device.
 *
 * @param path what is asked for, below the address
 * @param expected a text that the answer must hold; empty if any will do
 */
record ServerCheck(
    String name,
    Optional<URI> address,
    String option,
    String path,
    String expected,
    LocalDate today)
    implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 1 << 20;

  static ServerCheck ingest(Optional<URI> address, LocalDate today) {
    return new ServerCheck("ingest", address, "--ingest", "/readyz", "", today);
  }

  static ServerCheck gate(Optional<URI> address, LocalDate today) {
    return new ServerCheck("gate", address, "--gate", "/v1/flags", "\"flags\"", today);
  }

  @Override
  public Finding run() throws InterruptedException {
    if (address.isEmpty()) {
      return Finding.notChecked("no address was named (%s)".formatted(option));
    }
    URI uri = address.get().resolve(path);
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      return Finding.problem(
          address.get() + " is no address of a server", "give one such as http://127.0.0.1:8080");
    }
    try {
      HttpResponse<InputStream> response =
          client().send(request(uri), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return judge(response, new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Finding.problem(
          "no answer from " + uri.getAuthority(),
          "check address and network; reports wait meanwhile");
    }
  }

  private Finding judge(HttpResponse<InputStream> response, String body) {
    if (response.statusCode() != 200) {
      return Finding.problem(
          "%s answered %d".formatted(response.uri(), response.statusCode()),
          "ask who runs the server; reports wait meanwhile");
    }
    if (!body.contains(expected)) {
      return Finding.problem(
          response.uri() + " answers, but not as a %s does".formatted(name),
          "check whether the address is that of the " + name);
    }
    Optional<LocalDate> day = response.headers().firstValue("Date").flatMap(ServerCheck::day);
    if (day.isPresent() && Math.abs(day.get().toEpochDay() - today.toEpochDay()) > 1) {
      return Finding.warning(
          "%s is there; its day is %s, this device's is %s"
              .formatted(response.uri().getAuthority(), day.get(), today),
          "set the clock: reports of another day are refused");
    }
    return Finding.ok(response.uri().getAuthority() + " is there and ready");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(PATIENCE)
        .header("User-Agent", "sluice-probe")
        .GET()
        .build();
  }

  private static Optional<LocalDate> day(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .withZoneSameInstant(ZoneOffset.UTC)
              .toLocalDate());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
