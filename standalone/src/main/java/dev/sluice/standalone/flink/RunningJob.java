package dev.sluice.standalone.flink;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that was submitted to the embedded cluster. */
public final class RunningJob {
  private static final Logger logger = LoggerFactory.getLogger(RunningJob.class);
  private static final long REQUEST_TIMEOUT_SECONDS = 30;

  private final MiniCluster cluster;
  private final JobID id;
  private final Path savepoints;

  RunningJob(MiniCluster cluster, JobID id, Path savepoints) {
    this.cluster = cluster;
    this.id = id;
    this.savepoints = savepoints;
  }

  /** The id under which the cluster's pages and REST interface show the job. */
  public JobID id() {
    return id;
  }

  /** The job's state as the cluster sees it now. */
  public JobStatus status() {
    return await(cluster.getJobStatus(id));
  }

  /**
   * Completes when the job has ended, well or badly; a job on an endless source has no reason to.
   */
  public CompletableFuture<JobResult> result() {
    return cluster.requestJobResult(id);
  }

  /**
   * Ends the job with a savepoint, after which everything it has computed is visible to readers. A
   * job that cannot take one now, because it is restarting, is cancelled and continues from its
   * latest checkpoint.
   */
  public void stop() {
    stop(SavepointFormatType.NATIVE);
  }

  /**
   * The same with a savepoint of a format: the canonical one has the live state and nothing else,
   * while RocksDB's own keeps, until it tidies up, what has been written over.
   */
  public void stop(SavepointFormatType format) {
    if (status().isGloballyTerminalState()) {
      return;
    }
    try {
      await(cluster.stopWithSavepoint(id, savepoints.toUri().toString(), false, format));
    } catch (IllegalStateException e) {
      logger.warn("no savepoint at the stop; the next start continues from a checkpoint", e);
      await(cluster.cancelJob(id));
    }
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the embedded Flink cluster did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Flink", e);
    }
  }
}
