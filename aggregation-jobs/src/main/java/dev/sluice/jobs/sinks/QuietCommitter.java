package dev.sluice.jobs.sinks;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * A connector's committer that never throws when it is closed.
 *
 * @param <C> type of what is committed
 */
public final class QuietCommitter<C> implements Committer<C> {
  private final Committer<C> committer;

  /** A committer as it was, but for its end. */
  public QuietCommitter(Committer<C> committer) {
    this.committer = committer;
  }

  @Override
  public void commit(Collection<CommitRequest<C>> requests)
      throws IOException, InterruptedException {
    committer.commit(requests);
  }

  @Override
  public void close() {
    QuietClose.close(committer, "a sink's committer");
  }
}
