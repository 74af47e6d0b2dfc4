package dev.sluice.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkIT {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(200);
  private static final AtomicLong HIGHEST_COUNT = new AtomicLong();
  private static final AtomicLong FIRST_COUNT = new AtomicLong();
  private static final AtomicLong MISCOUNTS = new AtomicLong();

  @TempDir private Path directory;

  @BeforeEach
  void forgetCounts() {
    HIGHEST_COUNT.set(0);
    FIRST_COUNT.set(0);
    MISCOUNTS.set(0);
  }

  @Test
  void submit_afterAnOrderlyStop_continuesExactlyThere() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, CHECKPOINT_INTERVAL)) {
      RunningJob job = flink.submit(counting(flink), "counting");
      awaitCount(500);
      job.stop();
    }
    long countAtStop = HIGHEST_COUNT.get();
    FIRST_COUNT.set(0);

    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, CHECKPOINT_INTERVAL)) {
      flink.submit(counting(flink), "counting");
      awaitCount(countAtStop + 500);
    }
    assertThat(FIRST_COUNT).hasValue(countAtStop + 1);
    assertThat(MISCOUNTS).hasValue(0);
  }

  @Test
  void submit_afterTheClusterWasCutOff_continuesFromACheckpoint() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, CHECKPOINT_INTERVAL)) {
      flink.submit(counting(flink), "counting");
      awaitCount(1_000);
      Eventually.passes(() -> assertThat(checkpoint()).isPresent());
    }
    FIRST_COUNT.set(0);

    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, CHECKPOINT_INTERVAL)) {
      flink.submit(counting(flink), "counting");
      awaitCount(HIGHEST_COUNT.get() + 500);
    }
    assertThat(FIRST_COUNT).hasValueGreaterThan(1);
    assertThat(MISCOUNTS).hasValue(0);
  }

  @Test
  void submit_underAnotherName_startsAnew() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 1, CHECKPOINT_INTERVAL)) {
      RunningJob first = flink.submit(counting(flink), "counting");
      first.stop();
      first.result().get();
      forgetCounts();

      flink.submit(counting(flink), "counting again");
      awaitCount(1);
    }
    assertThat(FIRST_COUNT).hasValue(1);
  }

  private static StreamExecutionEnvironment counting(EmbeddedFlink flink) {
    StreamExecutionEnvironment environment = flink.environment();
    var numbers =
        new DataGeneratorSource<>(
            (Long index) -> index,
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(2_000),
            Types.LONG);
    environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .setParallelism(1)
        .keyBy(number -> "all")
        .process(new Count())
        .uid("count")
        .sinkTo(new DiscardingSink<>());
    return environment;
  }

  private static void awaitCount(long count) throws InterruptedException {
    for (int i = 0; i < 600 && HIGHEST_COUNT.get() < count; i++) {
      Thread.sleep(50);
    }
    assertThat(HIGHEST_COUNT).hasValueGreaterThanOrEqualTo(count);
  }

  private Optional<ResumePoint> checkpoint() {
    return ResumePoint.latest(List.of(directory.resolve("checkpoints")));
  }

  /** The number n must be the (n+1)th that is counted: else source and state have parted. */
  private static final class Count extends KeyedProcessFunction<String, Long, Long> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> seen;

    @Override
    public void open(OpenContext context) {
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      long count = (seen.value() == null ? 0 : seen.value()) + 1;
      seen.update(count);
      if (count != number + 1) {
        MISCOUNTS.incrementAndGet();
      }
      FIRST_COUNT.compareAndSet(0, count);
      HIGHEST_COUNT.set(count);
      out.collect(count);
    }
  }
}
