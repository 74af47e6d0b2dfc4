package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregationJobIT {
  @TempDir Path directory;

  @Test
  void smoke() throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("kafka"));
        EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      JobConfig config =
          JobConfig.of(broker.bootstrapServers(), postgres.getJdbcUrl("postgres", "postgres"))
              .withRules(AggregationRules.defaults().withEarlyFiring(Duration.ofMillis(200)))
              .withCheckpointInterval(Duration.ofMillis(500));
      TestReports reports = new TestReports(1);
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        java.time.LocalDate today = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
        for (int i = 0; i < 10_000; i++) {
          Report report = reports.any(today.minusDays(i / 2000));
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      Topics.REPORTS, report.getId().bytes(), ReportFormat.encode(report)));
        }
      }
      var environment = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
      environment.setParallelism(2);
      AggregationJob.prepare(config);
      AggregationJob.define(environment, config);
      JobClient client = environment.executeAsync("it");
      long deadline = System.nanoTime() + 60_000_000_000L;
      long sum = 0;
      try (Connection c = DriverManager.getConnection(config.database().jdbcUrl())) {
        while (sum < 10_000 && System.nanoTime() < deadline) {
          Thread.sleep(500);
          System.out.println(client.getJobStatus().get());
          try (ResultSet r =
              c.createStatement()
                  .executeQuery("select coalesce(sum(reports),0), count(*) from aggregates")) {
            r.next();
            sum = r.getLong(1);
            System.out.println(sum + " " + r.getLong(2));
          }
        }
        for (String q :
            new String[] {
              "select * from tallies",
              "select * from release_quality",
              "select * from estimates limit 5"
            }) {
          try (ResultSet r = c.createStatement().executeQuery(q)) {
            while (r.next()) {
              StringBuilder b = new StringBuilder();
              for (int i = 1; i <= r.getMetaData().getColumnCount(); i++)
                b.append(r.getString(i)).append(" | ");
              System.out.println(b);
            }
          }
        }
      }
      client.cancel().get();
      assertThat(sum).isEqualTo(10_000);
    }
  }
}
