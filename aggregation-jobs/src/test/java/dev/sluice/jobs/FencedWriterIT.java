package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.kafka.ResultTopics;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.postgres.Tables;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real writer whose transaction somebody cuts off, closed before the task has heard of it. */
class FencedWriterIT {
  @TempDir Path directory;

  /** Flink would end the whole TaskManager. */
  @Test
  void close_withAFailureThatIsNotYetKnown_doesNotThrow() throws Exception {
    try (EmbeddedBroker broker = TestBroker.start(directory.resolve("kafka"));
        EmbeddedPostgres postgres = TestPostgres.start()) {
      DatabaseAccess database = new DatabaseAccess(postgres.getJdbcUrl("postgres", "postgres"));
      Tables.prepare(database, AggregationRules.defaults());
      var sink =
          ResultTopics.tallies(
              KafkaAccess.of(broker.bootstrapServers()),
              new LeaseGuard(database, LeaseTerms.defaults()));
      var task =
          new OneInputStreamOperatorTestHarness<>(
              new SinkWriterOperatorFactory<TallyCount, Object>(sink));
      task.open();

      fence(broker);
      task.processElement(
          new TallyCount(TestReports.DAY.toEpochDay(), Disposition.COUNTED, "", 1, 0), 0);
      Eventually.passes(() -> assertThat(task.getTaskMailbox().hasMail()).isTrue());

      assertThatCode(task::close).doesNotThrowAnyException();
    }
  }

  private static void fence(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<String> ids =
          admin.listTransactions().all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      assertThat(ids).isNotEmpty();
      admin.fenceProducers(ids).all().get();
    }
  }
}
