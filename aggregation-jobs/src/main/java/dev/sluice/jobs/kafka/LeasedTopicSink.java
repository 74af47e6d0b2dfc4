package dev.sluice.jobs.kafka;

import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.sinks.QuietCommitter;
import dev.sluice.jobs.sinks.QuietWriter;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * The connector's sink, of which nothing is made before the job has the lease: a writer begins by
 * aborting the transactions that bear its names, and a committer by committing what it finds in its
 * state, which would be another living job's. State and operators are the connector's own.
 *
 * @param <T> type of what is written
 */
final class LeasedTopicSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaSink<T> sink;
  private final LeaseGuard guard;

  LeasedTopicSink(KafkaSink<T> sink, LeaseGuard guard) {
    this.sink = sink;
    this.guard = guard;
  }

  @Override
  public QuietWriter<T, KafkaWriterState, KafkaCommittable> createWriter(WriterInitContext context)
      throws IOException {
    guard.claim(context);
    return QuietWriter.of(sink.createWriter(context));
  }

  @Override
  public QuietWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
    guard.claim(context);
    return QuietWriter.of(sink.restoreWriter(context, state));
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    guard.claim(context);
    return new QuietCommitter<>(sink.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  /** Where the connector keeps writer and committer together: they share their producers. */
  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
    sink.addPostCommitTopology(committed);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
