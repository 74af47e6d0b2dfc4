package dev.sluice.jobs.dedupe;

import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.dedupe.ContentBytes.Content;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link SeenReports}: how many ids count and how many are disputed, the cells, the bytes of
 * the contents, the ids that count in the order of their contents, and the disputed ids.
 *
 * <p>The heap state backend keeps the object itself and, while a checkpoint is being written, hands
 * out a {@link #copy} the first time it is asked for; RocksDB keeps these bytes.
 */
public final class SeenReportsSerializer extends TypeSerializerSingleton<SeenReports> {
  public static final SeenReportsSerializer INSTANCE = new SeenReportsSerializer();

  private static final long serialVersionUID = 1L;

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
    Listing listing = new Listing(reports.size());
    reports.forEach(listing);
    target.writeInt(listing.counted);
    target.writeInt(reports.size() - listing.counted);
    write(reports.cells(), target);
    byte[] contents = listing.contents.toArray();
    target.writeInt(contents.length);
    target.write(contents);
    for (long id : listing.ids) {
      target.writeLong(id);
    }
  }

  @Override
  public SeenReports deserialize(DataInputView source) throws IOException {
    int counted = source.readInt();
    int disputed = source.readInt();
    CellList cells = readCells(source);
    byte[] contents = new byte[source.readInt()];
    source.readFully(contents);
    return SeenReports.of(
        cells, ContentBytes.of(contents), readIds(counted, source), readIds(disputed, source));
  }

  @Override
  public SeenReports deserialize(SeenReports reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<SeenReports> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void write(CellList cells, DataOutputView target) throws IOException {
    target.writeInt(cells.size());
    for (int index = 0; index < cells.size(); index++) {
      target.writeLong(cells.get(index).high());
      target.writeLong(cells.get(index).low());
    }
  }

  private static CellList readCells(DataInputView source) throws IOException {
    CellList cells = new CellList();
    for (int left = source.readInt(); left > 0; left--) {
      cells.add(new CellId(source.readLong(), source.readLong()));
    }
    return cells;
  }

  private static long[] readIds(int count, DataInputView source) throws IOException {
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      ids[i] = source.readLong();
    }
    return ids;
  }

  /** Ids that count from the front, disputed ones from the back, and the contents of the former. */
  private static final class Listing implements SeenReports.EntryConsumer {
    private final long[] ids;
    private final ContentBytes contents = new ContentBytes();
    private int counted;
    private int disputed;

    Listing(int size) {
      this.ids = new long[size];
    }

    @Override
    public void counted(long id, Content content) {
      ids[counted++] = id;
      contents.append(content.cell(), content.payload());
    }

    @Override
    public void disputed(long id) {
      disputed++;
      ids[ids.length - disputed] = id;
    }
  }

  /** Version 1 of the format above. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeenReports> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
