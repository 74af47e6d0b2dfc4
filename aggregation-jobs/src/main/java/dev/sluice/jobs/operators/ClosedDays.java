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
 *
 * <p>What has closed stays closed, also if the job goes on with more lateness: the reports of such
 * a day have been forgotten, and would be counted again.
 */
final class ClosedDays {
  private static final int MOST_AT_ONCE = 400;

  private final DayWindows windows;
  private final ListState<Long> keptWatermark;
  private final ListState<Long> keptFirstOpen;
  private long watermark = Long.MIN_VALUE;
  private long firstOpen = Long.MIN_VALUE;

  private ClosedDays(
      DayWindows windows, ListState<Long> keptWatermark, ListState<Long> keptFirstOpen) {
    this.windows = windows;
    this.keptWatermark = keptWatermark;
    this.keptFirstOpen = keptFirstOpen;
  }

  static ClosedDays restore(OperatorStateStore store, DayWindows windows) throws Exception {
    ClosedDays closedDays =
        new ClosedDays(windows, longs(store, "watermark"), longs(store, "firstOpenDay"));
    for (long each : closedDays.keptWatermark.get()) {
      closedDays.advance(each);
    }
    for (long each : closedDays.keptFirstOpen.get()) {
      closedDays.closeBefore(each);
    }
    return closedDays;
  }

  private static ListState<Long> longs(OperatorStateStore store, String name) throws Exception {
    return store.getUnionListState(new ListStateDescriptor<>(name, LongSerializer.INSTANCE));
  }

  boolean contain(long day) {
    return day < firstOpen;
  }

  /** The first day since 1970-01-01 that is open still; 0 as long as no watermark has come. */
  long oldestOpen() {
    return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE ? 0 : firstOpen;
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
    closeBefore(windows.oldestOpen(watermark));
  }

  private void closeBefore(long day) {
    firstOpen = Math.max(firstOpen, day);
  }

  void snapshot() throws Exception {
    keptWatermark.update(List.of(watermark));
    keptFirstOpen.update(List.of(firstOpen));
  }
}
