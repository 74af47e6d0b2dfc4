package dev.sluice.jobs.dedupe;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link SeenReports} as the number of entries and 12 bytes for each.
 *
 * <p>The heap state backend keeps the object itself and, while a checkpoint is being written, hands
 * out a {@link #copy} the first time it is asked for; RocksDB keeps these bytes.
 */
public final class SeenReportsSerializer extends TypeSerializerSingleton<SeenReports> {
  public static final SeenReportsSerializer INSTANCE = new SeenReportsSerializer();

  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public SeenReports createInstance() {
    return new SeenReports();
  }

  @Override
  public SeenReports copy(SeenReports from) {
    return from.copy();
  }

  @Override
  public SeenReports copy(SeenReports from, SeenReports reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1; // variable
  }

  @Override
  public void serialize(SeenReports reports, DataOutputView target) throws IOException {
    target.writeInt(reports.size());
    reports.<IOException>forEach(
        (id, content) -> {
          target.writeLong(id);
          target.writeInt(content);
        });
  }

  @Override
  public SeenReports deserialize(DataInputView source) throws IOException {
    int size = source.readInt();
    SeenReports reports = new SeenReports(size);
    for (int i = 0; i < size; i++) {
      reports.see(source.readLong(), source.readInt());
    }
    return reports;
  }

  @Override
  public SeenReports deserialize(SeenReports reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int size = source.readInt();
    target.writeInt(size);
    target.write(source, Math.multiplyExact(size, ENTRY_BYTES));
  }

  @Override
  public TypeSerializerSnapshot<SeenReports> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1 of the format above. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeenReports> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
