package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.broker.FreePorts;
import dev.sluice.jobs.Traffic.Mix;
import dev.sluice.jobs.config.JobConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink's reporter for Prometheus tells of the job, beside what people are told to watch. */
class JobMetricsIT {
  private static final Path MONITORING = Path.of("..", "deploy", "monitoring");
  private static final Pattern NAME = Pattern.compile("\\bflink_\\w+");

  @TempDir private Path directory;

  @Test
  void metrics_thatDashboardsAndAlertsAskFor_areExposed() throws Exception {
    int port = FreePorts.next();
    try (EmbeddedBroker broker = TestBroker.start(directory.resolve("kafka"));
        EmbeddedPostgres postgres = TestPostgres.start();
        MiniCluster cluster = new MiniCluster(reportingOn(port))) {
      cluster.start();
      submit(
          cluster,
          JobConfig.of(broker.bootstrapServers(), postgres.getJdbcUrl("postgres", "postgres"))
              .withCheckpointInterval(Duration.ofMillis(300)));
      // How many records wait is known with the first one.
      new TestLog(broker.bootstrapServers())
          .append(new Traffic(4).mixed(new Mix(10, 0, 0, 0), List.of(TestReports.DAY)));

      Set<String> watched = watched();
      assertThat(watched).hasSizeGreaterThan(8);
      Eventually.passes(() -> assertThat(exposedOn(port)).containsAll(watched));
    }
  }

  private static MiniClusterConfiguration reportingOn(int port) {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "metrics.reporters",
                "prometheus",
                "metrics.reporter.prometheus.factory.class",
                PrometheusReporterFactory.class.getName(),
                "metrics.reporter.prometheus.port",
                Integer.toString(port)));
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(configuration)
        .withRandomPorts()
        .build();
  }

  private static void submit(MiniCluster cluster, JobConfig config) throws Exception {
    AggregationJob.prepare(config);
    var environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    AggregationJob.define(environment, config);
    cluster.submitJob(environment.getStreamGraph().getJobGraph()).get();
  }

  private static Set<String> watched() throws IOException {
    String files =
        Files.readString(MONITORING.resolve("alerts.yaml"))
            + Files.readString(MONITORING.resolve("grafana/dashboards/operations.json"));
    return names(files);
  }

  private static Set<String> exposedOn(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return names(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
