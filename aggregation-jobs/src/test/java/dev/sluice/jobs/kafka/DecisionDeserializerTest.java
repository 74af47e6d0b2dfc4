package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestDecisions;
import dev.sluice.jobs.decisions.KeptDecision;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Topics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DecisionDeserializerTest {
  private final Map<String, Counter> counters = new HashMap<>();

  @Test
  void deserialize_whatCannotBeRead_isCountedAndTheNextIsHandedOn() {
    var deserializer = new DecisionDeserializer();
    deserializer.open(context());
    List<KeptDecision> kept = new ArrayList<>();
    var decision = new TestDecisions("some", "tiny", LocalDate.of(2026, 1, 15)).started();

    deserializer.deserialize(entry(7, new byte[20]), new ListCollector<>(kept));
    deserializer.deserialize(entry(8, Codecs.DECISION.encode(decision)), new ListCollector<>(kept));

    assertThat(counters.get("decisionsUnreadable").getCount()).isEqualTo(1);
    assertThat(kept).extracting(KeptDecision::offset).containsExactly(8L);
  }

  private static ConsumerRecord<byte[], byte[]> entry(long offset, byte[] value) {
    return new ConsumerRecord<>(Topics.DECISIONS, 0, offset, new byte[0], value);
  }

  private DeserializationSchema.InitializationContext context() {
    return new DeserializationSchema.InitializationContext() {
      @Override
      public MetricGroup getMetricGroup() {
        return new UnregisteredMetricsGroup() {
          @Override
          public Counter counter(String name) {
            return counters.computeIfAbsent(name, any -> new SimpleCounter());
          }
        };
      }

      @Override
      public UserCodeClassLoader getUserCodeClassLoader() {
        return SimpleUserCodeClassLoader.create(DecisionDeserializerTest.class.getClassLoader());
      }
    };
  }
}
