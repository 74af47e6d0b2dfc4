package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends admitted reports on, and refused ones to the tallies and the dead letters on the side. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class RefusalSorter
    extends ProcessFunction<Either<AdmittedReport, RefusedReport>, AdmittedReport> {
  /** What was refused. */
  public static final OutputTag<TallyCount> TALLIES = new OutputTag<>("refused") {};

  /** The refused records themselves. */
  public static final OutputTag<RefusedReport> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

  private static final long serialVersionUID = 1L;

  private transient OutcomeCounters outcomes;

  @Override
  public void open(OpenContext context) {
    outcomes =
        new OutcomeCounters(getRuntimeContext().getMetricGroup(), List.of(Disposition.INVALID));
  }

  @Override
  public void processElement(
      Either<AdmittedReport, RefusedReport> judged,
      Context context,
      Collector<AdmittedReport> admitted) {
    if (judged.isLeft()) {
      admitted.collect(judged.left());
    } else {
      RefusedReport refused = judged.right();
      TallyCount one = TallyCount.of(refused.day(), Disposition.INVALID, refused.reason(), 1);
      outcomes.add(one);
      context.output(TALLIES, one);
      context.output(DEAD_LETTERS, refused);
    }
  }
}
