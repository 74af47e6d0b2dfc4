package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Brings the partial sums of a cell together. Emits the cell's totals while its window is open,
 * whenever they have changed, and once more, closed, when it closes.
 *
 * <p>Keyed by {@link PartialSums#cellKey()}. No partial sum comes for a closed window: {@link
 * CountOnceOperator} sends them ahead of the watermark and refuses late reports.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class CellTotalsOperator extends BatchingOperator<PartialSums, CellTotals>
    implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final DayWindows windows;

  private transient ValueState<CellTotals> totals;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Map<String, CellTotals> changed;

  /**
   * An operator without cells.
   *
   * @param interval how long changed totals are held back at most
   */
  public CellTotalsOperator(DayWindows windows, Duration interval) {
    super(interval);
    this.windows = windows;
  }

  @Override
  public void open() throws Exception {
    super.open();
    totals =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("totals", TypeInformation.of(CellTotals.class)));
    timers = getInternalTimerService("close", VoidNamespaceSerializer.INSTANCE, this);
    changed = new LinkedHashMap<>();
  }

  @Override
  public void processElement(StreamRecord<PartialSums> element) throws Exception {
    PartialSums part = element.getValue();
    CellTotals before = totals.value();
    if (before == null) {
      timers.registerEventTimeTimer(
          VoidNamespace.INSTANCE, windows.closingMillis(part.cell().day()));
    }
    CellTotals after = before == null ? CellTotals.of(part) : before.plus(part);
    totals.update(after);
    changed.put((String) getCurrentKey(), after);
  }

  @Override
  void flush() {
    changed.values().forEach(each -> output.collect(new StreamRecord<>(each)));
    changed.clear();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    CellTotals last = totals.value();
    if (last != null) {
      output.collect(new StreamRecord<>(last.close()));
      totals.clear();
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer in processing time is registered by key");
  }
}
