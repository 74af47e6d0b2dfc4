package dev.sluice.jobs.operators;

import dev.sluice.jobs.tallies.TallyCount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what became of the reports. Keyed by {@link TallyCount#key()}; emits totals, whenever
 * they have changed.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
public final class TallyTotalsOperator extends BatchingOperator<TallyCount, TallyCount> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<TallyCount> total;
  private transient Map<String, TallyCount> changed;

  /**
   * An operator that has counted nothing yet.
   *
   * @param interval how long changed totals are held back at most
   */
  public TallyTotalsOperator(Duration interval) {
    super(interval);
  }

  @Override
  public void open() throws Exception {
    super.open();
    total =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("total", TypeInformation.of(TallyCount.class)));
    changed = new LinkedHashMap<>();
  }

  @Override
  public void processElement(StreamRecord<TallyCount> element) throws Exception {
    TallyCount before = total.value();
    TallyCount after = before == null ? element.getValue() : before.plus(element.getValue());
    total.update(after);
    changed.put((String) getCurrentKey(), after);
  }

  @Override
  void flush() {
    changed.values().forEach(each -> output.collect(new StreamRecord<>(each)));
    changed.clear();
  }
}
