package dev.sluice.jobs.sinks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * A connector's writer that never throws when it is closed.
 *
 * @param <T> type of what is written
 * @param <S> type of the writer's state
 * @param <C> type of what its committer gets
 */
public final class QuietWriter<T, S, C>
    implements StatefulSinkWriter<T, S>, CommittingSinkWriter<T, C> {
  private final StatefulSinkWriter<T, S> writer;
  private final CommittingSinkWriter<T, C> committing;
  private final List<AutoCloseable> closedAfter;

  private QuietWriter(
      StatefulSinkWriter<T, S> writer,
      CommittingSinkWriter<T, C> committing,
      List<AutoCloseable> closedAfter) {
    this.writer = writer;
    this.committing = committing;
    this.closedAfter = closedAfter;
  }

  /**
   * A writer as it was, but for its end.
   *
   * @param closedAfter what is closed after it
   */
  public static <T, S, C, W extends StatefulSinkWriter<T, S> & CommittingSinkWriter<T, C>>
      QuietWriter<T, S, C> of(W writer, AutoCloseable... closedAfter) {
    return new QuietWriter<>(writer, writer, List.of(closedAfter));
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    writer.write(element, context);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public Collection<C> prepareCommit() throws IOException, InterruptedException {
    return committing.prepareCommit();
  }

  @Override
  public List<S> snapshotState(long checkpointId) throws IOException {
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() {
    QuietClose.close(writer, "a sink's writer");
    closedAfter.forEach(each -> QuietClose.close(each, "what a sink's writer used"));
  }
}
