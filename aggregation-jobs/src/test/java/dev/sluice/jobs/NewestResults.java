package dev.sluice.jobs;

import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.AggregateBuilder;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.TopicKeys;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** What a job in this process has written, the newest state of each key. */
final class NewestResults {
  private static final Map<String, CellTotals> CELLS = new ConcurrentHashMap<>();
  private static final Map<String, TallyCount> TALLIES = new ConcurrentHashMap<>();

  private NewestResults() {}

  static ResultSinks sinks() {
    return new ResultSinks(
        Map.of("test", new ToMap<CellTotals>(each -> CELLS.put(each.cell().key(), each))),
        Map.of("test", new ToMap<TallyCount>(each -> TALLIES.put(each.key(), each))),
        Map.of("test", new ToMap<RefusedReport>(each -> {})));
  }

  static void clear() {
    CELLS.clear();
    TALLIES.clear();
  }

  /** Reports of all days that came to an end. */
  static long tallied(Disposition disposition) {
    return TALLIES.values().stream()
        .filter(each -> each.disposition() == disposition)
        .mapToLong(TallyCount::reports)
        .sum();
  }

  /** Records of all ends. */
  static long tallied() {
    return TALLIES.values().stream().mapToLong(TallyCount::reports).sum();
  }

  /** All cells. */
  static List<CellTotals> totals() {
    return List.copyOf(CELLS.values());
  }

  /** Exact sums by the key that the cell has in the topic. */
  static Map<String, Traffic.Sums> cells() {
    AggregateBuilder builder = new AggregateBuilder(Long.MAX_VALUE);
    return CELLS.values().stream()
        .map(builder::build)
        .collect(Collectors.toMap(TopicKeys::of, (Aggregate each) -> Traffic.Sums.of(each)));
  }

  private record ToMap<T>(SerializableConsumer<T> consumer) implements Sink<T> {
    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(T element, Context any) {
          consumer.accept(element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }

  private interface SerializableConsumer<T> extends Consumer<T>, java.io.Serializable {}
}
