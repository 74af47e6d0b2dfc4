package dev.sluice.jobs.serialization;

import dev.sluice.privacy.mechanism.CellSums;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link CellSums}: reports, number of slots, and for each slot its sum and its squares. */
public final class CellSumsSerializer extends ImmutableSerializer<CellSums> {
  public static final CellSumsSerializer INSTANCE = new CellSumsSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public CellSums createInstance() {
    return CellSums.none(0);
  }

  @Override
  public void serialize(CellSums sums, DataOutputView target) throws IOException {
    target.writeLong(sums.reports());
    target.writeByte(sums.slots());
    for (int slot = 0; slot < sums.slots(); slot++) {
      target.writeLong(sums.sum(slot));
      target.writeLong(sums.sumOfSquares(slot));
    }
  }

  @Override
  public CellSums deserialize(DataInputView source) throws IOException {
    long reports = source.readLong();
    int slots = source.readUnsignedByte();
    long[] sums = new long[slots];
    long[] sumsOfSquares = new long[slots];
    for (int slot = 0; slot < slots; slot++) {
      sums[slot] = source.readLong();
      sumsOfSquares[slot] = source.readLong();
    }
    return CellSums.of(reports, sums, sumsOfSquares);
  }

  @Override
  public TypeSerializerSnapshot<CellSums> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1 of the format above. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CellSums> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
