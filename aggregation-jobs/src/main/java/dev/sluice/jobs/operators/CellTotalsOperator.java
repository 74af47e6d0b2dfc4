package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.CellChange;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.mechanism.Mechanism;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Either;

/**
 * Brings the partial sums of a cell together, and takes withdrawn reports out of them. Emits the
 * cell's totals while its window is open, whenever they have changed, and once more, closed, when
 * it closes.
 *
 * <p>Keyed by {@link CellChange#cellKey}. No change comes for a closed window: {@link
 * CountOnceOperator} sends them ahead of the watermark and refuses late reports.
 *
 * <p>A cell may be open for longer than the registry by which its reports were admitted is the
 * job's. So its mechanism is kept with it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class CellTotalsOperator
    extends BatchingOperator<Either<PartialSums, WithdrawnReport>, CellTotals>
    implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final RegistryTexts registries;
  private final DayWindows windows;

  private transient Mechanisms mechanisms;
  private transient ValueState<CellTotals> totals;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Map<String, CellTotals> changed;

  /**
   * An operator without cells.
   *
   * @param interval how long changed totals are held back at most
   */
  public CellTotalsOperator(RegistryTexts registries, DayWindows windows, Duration interval) {
    super(interval);
    this.registries = registries;
    this.windows = windows;
  }

  @Override
  public void open() throws Exception {
    super.open();
    mechanisms = new Mechanisms(registries.parse());
    var descriptor = new ValueStateDescriptor<>("totals", TypeInformation.of(CellTotals.class));
    totals = getRuntimeContext().getState(descriptor);
    keepMechanisms(descriptor);
    timers = getInternalTimerService("close", VoidNamespaceSerializer.INSTANCE, this);
    changed = new LinkedHashMap<>();
  }

  /** Of state that an older version wrote: later, the registry may have changed. */
  private void keepMechanisms(ValueStateDescriptor<CellTotals> descriptor) throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            descriptor,
            (key, state) -> {
              CellTotals kept = state.value();
              if (kept != null && kept.mechanism() == null) {
                Optional<Mechanism> mechanism = mechanisms.find(kept.cell());
                if (mechanism.isPresent()) {
                  state.update(kept.estimatedBy(mechanism.get()));
                }
              }
            });
  }

  @Override
  public void processElement(StreamRecord<Either<PartialSums, WithdrawnReport>> element)
      throws Exception {
    var change = element.getValue();
    CellTotals after = change.isLeft() ? with(change.left()) : without(change.right());
    totals.update(after);
    changed.put((String) getCurrentKey(), after);
  }

  private CellTotals with(PartialSums part) throws Exception {
    CellTotals before = totals.value();
    if (before != null) {
      return before.plus(part);
    }
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.closingMillis(part.cell().day()));
    return CellTotals.of(part, mechanisms.find(part.cell()).orElse(null));
  }

  private CellTotals without(WithdrawnReport report) throws Exception {
    CellTotals before = totals.value();
    if (before == null) {
      throw new IllegalStateException("a report is taken out of a cell that has none");
    }
    return before.minus(report);
  }

  @Override
  void flush() {
    changed.values().forEach(each -> output.collect(new StreamRecord<>(each)));
    changed.clear();
  }

  /** A timer that was set under less lateness is early. */
  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    CellTotals last = totals.value();
    if (last == null) {
      return;
    }
    long day = last.cell().day();
    if (windows.isClosed(day, timer.getTimestamp())) {
      output.collect(new StreamRecord<>(last.close()));
      totals.clear();
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, windows.closingMillis(day));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer in processing time is registered by key");
  }
}
