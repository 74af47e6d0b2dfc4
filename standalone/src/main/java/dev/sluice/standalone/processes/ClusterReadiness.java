package dev.sluice.standalone.processes;

import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Topics.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Waits until parts that were started answer as their clients need it. */
public final class ClusterReadiness {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final ClusterPorts ports;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  ClusterReadiness(ClusterPorts ports) {
    this.ports = ports;
  }

  /** Waits until the broker has its topics. */
  void awaitBroker() throws InterruptedException {
    Patience.await("the broker (see broker.log)", LONGEST, this::brokerAnswers);
  }

  private boolean brokerAnswers() {
    List<String> wanted = Topics.ALL.stream().map(Topic::name).toList();
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", ports.bootstrapServers(),
                "default.api.timeout.ms", "3000",
                "request.timeout.ms", "2000"))) {
      return admin.listTopics().names().get(4, TimeUnit.SECONDS).containsAll(wanted);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits until so many TaskManagers have registered.
   *
   * @throws IllegalStateException if they do not
   */
  public void awaitTaskManagers(int count) throws InterruptedException {
    FlinkRest flink = new FlinkRest(ports.jobManagerRest());
    Patience.await(
        "%d TaskManagers (see jobmanager.log, taskmanager-1.log)".formatted(count),
        LONGEST,
        () -> {
          try {
            return flink.taskManagers() >= count;
          } catch (FlinkRestException silent) {
            return false;
          }
        });
  }

  /** Waits until the gateway says that it can append. */
  void awaitGateway() throws InterruptedException {
    Patience.await("the gateway (see gateway.log)", LONGEST, this::gatewayIsReady);
  }

  private boolean gatewayIsReady() {
    URI ready = ports.directGateway().resolve("/readyz");
    try {
      return http.send(
                  HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
