package dev.sluice.jobs.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.junit.jupiter.api.Test;

class QuietWriterTest {
  private final List<String> calls = new ArrayList<>();

  /** Fails as the Kafka connector's does after it was fenced: at each write, and at the close. */
  private final class FencedWriter
      implements StatefulSinkWriter<String, Integer>, CommittingSinkWriter<String, Long> {
    @Override
    public void write(String element, Context context) throws IOException {
      throw fenced();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw fenced();
    }

    @Override
    public Collection<Long> prepareCommit() {
      return List.of(7L);
    }

    @Override
    public List<Integer> snapshotState(long checkpointId) {
      return List.of((int) checkpointId);
    }

    @Override
    public void close() throws IOException {
      calls.add("writer");
      throw fenced();
    }

    private static IOException fenced() {
      return new IOException("old epoch");
    }
  }

  private final QuietWriter<String, Integer, Long> writer =
      QuietWriter.of(new FencedWriter(), () -> calls.add("lease"));

  @Test
  void close_ofAFencedWriter_doesNotThrowAndClosesTheRest() {
    assertThatCode(writer::close).doesNotThrowAnyException();

    assertThat(calls).containsExactly("writer", "lease");
  }

  /** A checkpoint must not complete without what could not be written. */
  @Test
  void flush_ofAFencedWriter_throws() {
    assertThatThrownBy(() -> writer.flush(false)).hasMessage("old epoch");
  }

  @Test
  void committablesAndState_areTheWritersOwn() throws Exception {
    assertThat(writer.prepareCommit()).containsExactly(7L);
    assertThat(writer.snapshotState(3)).containsExactly(3);
  }

  @Test
  void close_interrupted_keepsTheInterrupt() {
    new QuietCommitter<>(
            new Committer<String>() {
              @Override
              public void commit(Collection<CommitRequest<String>> requests) {}

              @Override
              public void close() throws InterruptedException {
                throw new InterruptedException();
              }
            })
        .close();

    assertThat(Thread.interrupted()).isTrue();
  }
}
