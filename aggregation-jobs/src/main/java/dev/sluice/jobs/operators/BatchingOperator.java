package dev.sluice.jobs.operators;

import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * An operator that holds output back in memory for a moment, so that many small changes leave as
 * one.
 *
 * <p>What is held back leaves in processing time at the latest after the interval, and always
 * before a checkpoint's barrier, before a watermark, and before the end of the input. So it belongs
 * to no checkpoint: after a failure it is computed again, and nothing is lost or doubled. And what
 * a checkpoint makes visible downstream is exactly what was computed up to it.
 */
abstract class BatchingOperator<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;

  private final long intervalMillis;

  BatchingOperator(Duration interval) {
    this.intervalMillis = interval.toMillis();
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("interval must be at least 1 ms, was " + interval);
    }
  }

  /** Emits what has been held back and forgets it. */
  abstract void flush() throws Exception;

  @Override
  public void open() throws Exception {
    super.open();
    scheduleFlush();
  }

  @Override
  public void onProcessingTime(long timestamp) throws Exception {
    flush();
    scheduleFlush();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void scheduleFlush() {
    ProcessingTimeService time = getProcessingTimeService();
    // Flink cancels it when the operator ends.
    var unused = time.registerTimer(time.getCurrentProcessingTime() + intervalMillis, this);
  }
}
