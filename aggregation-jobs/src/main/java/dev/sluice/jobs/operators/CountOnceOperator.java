package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.dedupe.IdShards;
import dev.sluice.jobs.dedupe.SeenReports;
import dev.sluice.jobs.dedupe.SeenReportsSerializer;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Either;
import org.apache.flink.util.OutputTag;

/**
 * Counts every report once and adds it up, before the reports of a cell are brought together.
 *
 * <p>Keyed by day and shard of the id space ({@link IdShards}). A first report of an open day goes
 * into partial sums, which leave as one record a cell; every report, whatever became of it, goes
 * into the tallies on the side. There, too, is every day that has passed: with a count of 0, if no
 * report came.
 *
 * <p>Of reports with one id and different contents none counts: the first is taken out of its cell
 * again, and all are {@code CONFLICTING}. An id that comes with two different days is taken for two
 * reports: a day's memory ends with its window.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class CountOnceOperator
    extends BatchingOperator<AdmittedReport, Either<PartialSums, WithdrawnReport>>
    implements Triggerable<Long, VoidNamespace> {
  /** What became of the reports. */
  public static final OutputTag<TallyCount> TALLIES = new OutputTag<>("tallies") {};

  private static final long serialVersionUID = 1L;

  private final RegistryTexts registries;
  private final DayWindows windows;
  private final IdShards shards;

  private transient ValueState<SeenReports> seen;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ClosedDays closedDays;
  private transient HeldMemories memories;
  private transient HeldSums heldSums;
  private transient List<WithdrawnReport> heldWithdrawals;
  private transient HeldTallies heldTallies;
  private transient OutcomeCounters outcomes;

  /**
   * An operator that has counted nothing yet.
   *
   * @param shards how its input is keyed
   * @param interval how long sums are held back at most
   */
  public CountOnceOperator(
      RegistryTexts registries, DayWindows windows, IdShards shards, Duration interval) {
    super(interval);
    this.registries = registries;
    this.windows = windows;
    this.shards = shards;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    closedDays = ClosedDays.restore(context.getOperatorStateStore(), windows);
    KeptShards.check(context.getOperatorStateStore(), shards);
  }

  @Override
  public void open() throws Exception {
    super.open();
    seen =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("seen", SeenReportsSerializer.INSTANCE));
    timers = getInternalTimerService("close", VoidNamespaceSerializer.INSTANCE, this);
    heldSums = new HeldSums(new Mechanisms(registries.parse()));
    heldWithdrawals = new ArrayList<>();
    heldTallies = new HeldTallies();
    outcomes =
        new OutcomeCounters(
            getMetricGroup(), EnumSet.complementOf(EnumSet.of(Disposition.INVALID)));
    getMetricGroup().gauge("oldestOpenDay", () -> closedDays.oldestOpen());
    memories = new HeldMemories(seen);
  }

  @Override
  public void processElement(StreamRecord<AdmittedReport> element) throws Exception {
    AdmittedReport report = element.getValue();
    long day = report.day();
    if (closedDays.contain(day)) {
      heldTallies.add(day, Disposition.LATE);
      return;
    }
    look(report);
    if (heldSums.isFull() || memories.isFull()) {
      flush();
    }
  }

  private void look(AdmittedReport report) throws Exception {
    long day = report.day();
    Long key = (Long) getCurrentKey();
    SeenReports reports = memories.of(key);
    if (reports == null) {
      reports = new SeenReports();
      memories.put(key, reports);
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.closingMillis(day));
    }
    switch (reports.see(report.idFingerprint(), report.context().cellId(), report.payload())) {
      case FIRST -> {
        heldSums.of(report.context()).add(report.payload());
        heldTallies.add(day, Disposition.COUNTED);
      }
      case REPEATED -> heldTallies.add(day, Disposition.DUPLICATE);
      case ALTERED -> {
        heldWithdrawals.add(reports.withdraw(report.idFingerprint()));
        heldTallies.withdraw(day);
        heldTallies.add(day, Disposition.CONFLICTING);
        heldTallies.add(day, Disposition.CONFLICTING);
      }
      case DISPUTED -> heldTallies.add(day, Disposition.CONFLICTING);
    }
  }

  /** Sums leave before what is to be taken out of them. */
  @Override
  void flush() throws Exception {
    memories.writeBack(this::setCurrentKey);
    heldSums.drain(sums -> output.collect(new StreamRecord<>(Either.Left(sums))));
    heldWithdrawals.forEach(report -> output.collect(new StreamRecord<>(Either.Right(report))));
    heldWithdrawals.clear();
    heldTallies.drain(this::emit);
  }

  private void emit(TallyCount count) {
    if (count.disposition() == Disposition.CONFLICTING) {
      LOG.warn("{} reports whose id came with several contents; none counts", count.reports());
    }
    outcomes.add(count);
    output.collect(TALLIES, new StreamRecord<>(count));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    closedDays.passedBy(mark.getTimestamp()).forEach(heldTallies::open);
    super.processWatermark(mark);
    closedDays.advance(mark.getTimestamp());
  }

  /** A timer that was set under less lateness is early. */
  @Override
  public void onEventTime(InternalTimer<Long, VoidNamespace> timer) {
    long day = IdShards.day(timer.getKey());
    if (windows.isClosed(day, timer.getTimestamp())) {
      seen.clear();
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.closingMillis(day));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) {
    throw new IllegalStateException("no timer in processing time is registered by key");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    closedDays.snapshot();
  }
}
