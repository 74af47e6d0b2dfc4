package dev.sluice.jobs.operators;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Which days have closed, also over a restart.
 *
 * <p>Flink does not keep watermarks in checkpoints: after a restore they begin again at the lowest
 * value, and a late report of a closed day would find its window open and empty. The highest
 * watermark of all subtasks is therefore kept. Taking the highest can only declare a report late
 * that another subtask was about to count; taking a lower one could count a report twice.
 */
final class ClosedDays {
  private static final int MOST_AT_ONCE = 400;

  private final DayWindows windows;
  private final ListState<Long> state;
  private long watermark = Long.MIN_VALUE;

  private ClosedDays(DayWindows windows, ListState<Long> state) {
    this.windows = windows;
    this.state = state;
  }

  static ClosedDays restore(OperatorStateStore store, DayWindows windows) throws Exception {
    ListState<Long> state =
        store.getUnionListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
    ClosedDays closedDays = new ClosedDays(windows, state);
    for (long each : state.get()) {
      closedDays.advance(each);
    }
    return closedDays;
  }

  boolean contain(long day) {
    return windows.isClosed(day, watermark);
  }

  /** The first day since 1970-01-01 that is open still; 0 as long as no watermark has come. */
  long oldestOpen() {
    return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE
        ? 0
        : windows.oldestOpen(watermark);
  }

  /** Days that are over at a watermark and were not before it, at most {@value #MOST_AT_ONCE}. */
  LongStream passedBy(long newWatermark) {
    long last = DayWindows.lastPassed(newWatermark);
    long first =
        watermark == Long.MIN_VALUE
            ? last
            : Math.max(DayWindows.lastPassed(watermark) + 1, last - MOST_AT_ONCE + 1);
    return newWatermark == Long.MAX_VALUE
        ? LongStream.empty()
        : LongStream.rangeClosed(first, last);
  }

  void advance(long newWatermark) {
    watermark = Math.max(watermark, newWatermark);
  }

  void snapshot() throws Exception {
    state.update(List.of(watermark));
  }
}
