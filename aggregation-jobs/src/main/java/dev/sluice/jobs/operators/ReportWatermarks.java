package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.RefusedReport;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.types.Either;

/**
 * Event time is the day of a report; the watermark of a partition follows the newest day among its
 * admitted reports. A refused report moves nothing, and keeps no idle partition from being idle.
 *
 * <p>Out-of-orderness is left to the windows, which stay open for the allowed lateness.
 */
public final class ReportWatermarks
    implements WatermarkStrategy<Either<AdmittedReport, RefusedReport>> {
  private static final long serialVersionUID = 1L;

  private final WatermarkStrategy<Either<AdmittedReport, RefusedReport>> ofAdmitted;

  /**
   * Watermarks for a source.
   *
   * @param idleAfter how long a partition without reports holds back the others
   */
  public ReportWatermarks(Duration idleAfter) {
    this.ofAdmitted =
        WatermarkStrategy.<Either<AdmittedReport, RefusedReport>>forMonotonousTimestamps()
            .withIdleness(idleAfter);
  }

  @Override
  public TimestampAssigner<Either<AdmittedReport, RefusedReport>> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (judged, logged) ->
        judged.isLeft() ? DayWindows.startMillis(judged.left().day()) : logged;
  }

  @Override
  public WatermarkGenerator<Either<AdmittedReport, RefusedReport>> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new IgnoringRefused(ofAdmitted.createWatermarkGenerator(context));
  }

  private record IgnoringRefused(
      WatermarkGenerator<Either<AdmittedReport, RefusedReport>> ofAdmitted)
      implements WatermarkGenerator<Either<AdmittedReport, RefusedReport>> {

    @Override
    public void onEvent(
        Either<AdmittedReport, RefusedReport> judged, long timestamp, WatermarkOutput output) {
      if (judged.isLeft()) {
        ofAdmitted.onEvent(judged, timestamp, output);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      ofAdmitted.onPeriodicEmit(output);
    }
  }
}
