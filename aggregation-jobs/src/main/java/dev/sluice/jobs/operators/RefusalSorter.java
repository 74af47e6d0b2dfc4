package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends admitted reports on, and refused ones to the tallies and the dead letters on the side. */
public final class RefusalSorter
    extends ProcessFunction<Either<AdmittedReport, RefusedReport>, AdmittedReport> {
  /** What was refused. */
  public static final OutputTag<TallyCount> TALLIES = new OutputTag<>("refused") {};

  /** The refused records themselves. */
  public static final OutputTag<RefusedReport> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      Either<AdmittedReport, RefusedReport> judged,
      Context context,
      Collector<AdmittedReport> admitted) {
    if (judged.isLeft()) {
      admitted.collect(judged.left());
    } else {
      RefusedReport refused = judged.right();
      context.output(
          TALLIES, TallyCount.of(refused.day(), Disposition.INVALID, refused.reason(), 1));
      context.output(DEAD_LETTERS, refused);
    }
  }
}
