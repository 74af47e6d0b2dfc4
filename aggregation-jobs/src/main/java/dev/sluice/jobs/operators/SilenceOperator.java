package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Passes reports on, and sees to it that days pass and close when none comes: otherwise a fleet
 * that has fallen silent could not be told from a job that has.
 *
 * <p>A subtask without reports is idle, which keeps it from holding back the others. So it speaks
 * up for one watermark and is idle again: where others are ahead of it, that changes nothing, and
 * where one is behind, reading what has piled up, that one still holds the time back.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class SilenceOperator extends AbstractStreamOperator<AdmittedReport>
    implements OneInputStreamOperator<AdmittedReport, AdmittedReport>, ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;
  private static final int LOOKS_WITHIN_PATIENCE = 4;

  private final Silence silence;

  private transient WatermarkStatus status;
  private transient long eventTime;
  private transient long silentSince;
  private transient boolean heard;

  /** An operator that has heard nothing yet. */
  public SilenceOperator(Silence silence) {
    this.silence = silence;
  }

  @Override
  public void open() throws Exception {
    super.open();
    status = WatermarkStatus.ACTIVE;
    eventTime = Long.MIN_VALUE;
    silentSince = getProcessingTimeService().getCurrentProcessingTime();
    scheduleLook();
  }

  @Override
  public void processElement(StreamRecord<AdmittedReport> report) {
    heard = true;
    output.collect(report);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() > eventTime) {
      eventTime = mark.getTimestamp();
      super.processWatermark(mark);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus newStatus) throws Exception {
    status = newStatus;
    super.processWatermarkStatus(newStatus);
  }

  @Override
  public void onProcessingTime(long now) throws Exception {
    if (heard) {
      heard = false;
      silentSince = now;
    } else if (now - silentSince >= silence.patience().toMillis()) {
      speakUp(new Watermark(silence.eventMillis(now)));
    }
    scheduleLook();
  }

  private void speakUp(Watermark mark) throws Exception {
    if (mark.getTimestamp() <= eventTime) {
      return;
    }
    WatermarkStatus before = status;
    if (before.isIdle()) {
      processWatermarkStatus(WatermarkStatus.ACTIVE);
    }
    processWatermark(mark);
    if (before.isIdle()) {
      processWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  private void scheduleLook() {
    ProcessingTimeService time = getProcessingTimeService();
    long pause = Math.max(1, silence.patience().toMillis() / LOOKS_WITHIN_PATIENCE);
    // Flink cancels it when the operator ends.
    var unused = time.registerTimer(time.getCurrentProcessingTime() + pause, this);
  }
}
