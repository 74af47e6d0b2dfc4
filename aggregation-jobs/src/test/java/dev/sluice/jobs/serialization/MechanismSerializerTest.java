package dev.sluice.jobs.serialization;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.registry.Metric;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's own tests of a serializer: round trips, copies, streams of values, snapshots. */
class MechanismSerializerTest extends SerializerTestBase<Mechanism> {

  @Override
  protected TypeSerializer<Mechanism> createSerializer() {
    return MechanismSerializer.INSTANCE;
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<Mechanism> getTypeClass() {
    return Mechanism.class;
  }

  /** Of every registered metric, and the one kind that none of them has. */
  @Override
  protected Mechanism[] getTestData() {
    return Stream.concat(
            BundledRegistry.load().metrics().stream().map(Metric::mechanism),
            Stream.of(new OneBitMean(new ClippedRange(-0.5, 2, ClippedRange.Worst.HIGH))))
        .toArray(Mechanism[]::new);
  }
}
