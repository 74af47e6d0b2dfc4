package dev.sluice.jobs.dedupe;

import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.dedupe.ContentBytes.Content;
import java.util.Arrays;

/**
 * The reports of one day and one shard of the id space that have been counted: a set of 64-bit
 * fingerprints of ids, each with what the report added to which cell. Not for use by several
 * threads.
 *
 * <p>A report's bytes follow from its id, its cell and its payload, as there is one encoding of a
 * report and no other. So two reports of one id are the same when cell and payload are, and the
 * first can be taken out again when another turns up.
 *
 * <p>It only grows, and is thrown away whole when its day closes.
 */
public final class SeenReports {
  /*
   * Open addressing with linear probing in two parallel arrays, ids and places of contents, between
   * seven twelfths and seven eighths full: some 21 bytes an entry with its content, and 12 when
   * written, against some 150 for an entry of a map with time-to-live. An id of 0 marks a free
   * entry; the one fingerprint that is 0 is stored as 1, which adds one part in 2^64 to the
   * probability of a false match.
   *
   * Fingerprints are well mixed, so that their low halves choose the entry; the shard is chosen by
   * the high bits, or all fingerprints of a shard would crowd together here. A sender who picks ids
   * that share low halves makes probing slower for one shard of one day, and nothing else.
   */
  private static final int LEAST_CAPACITY = 8;

  /** In place of a content: the id has had several, and none counts. */
  private static final int DISPUTED = -1;

  private final CellList cells;
  private final ContentBytes contents;
  private long[] ids;
  private int[] places;
  private int size;

  public SeenReports() {
    this(0);
  }

  /** Room for an expected number of reports. */
  private SeenReports(int expected) {
    this(expected, new CellList(), new ContentBytes());
  }

  private SeenReports(int expected, CellList cells, ContentBytes contents) {
    this.cells = cells;
    this.contents = contents;
    int capacity = Math.max(LEAST_CAPACITY, Math.addExact(expected, expected / 4));
    ids = new long[capacity];
    places = new int[capacity];
  }

  /**
   * Brings together again what {@link #forEach} took apart.
   *
   * @param counted ids, in the order of their contents
   * @param disputed ids of which no content counts
   */
  static SeenReports of(CellList cells, ContentBytes contents, long[] counted, long[] disputed) {
    SeenReports reports =
        new SeenReports(Math.addExact(counted.length, disputed.length), cells, contents);
    int place = 0;
    for (long id : counted) {
      reports.insert(id, place);
      place = contents.after(place);
    }
    for (long id : disputed) {
      reports.insert(id, DISPUTED);
    }
    return reports;
  }

  private SeenReports(SeenReports other) {
    cells = other.cells.copy();
    contents = other.contents.copy();
    ids = other.ids.clone();
    places = other.places.clone();
    size = other.size;
  }

  /** Looks a report up, and remembers it if its id is new. */
  public Sighting see(long idFingerprint, CellId cell, long[] payload) {
    long id = stored(idFingerprint);
    int entry = entryOf(id);
    if (ids[entry] != id) {
      insert(id, contents.append(cells.findOrAdd(cell), payload));
      return Sighting.FIRST;
    }
    if (places[entry] == DISPUTED) {
      return Sighting.DISPUTED;
    }
    return contents.at(places[entry]).matches(cells.find(cell), payload)
        ? Sighting.REPEATED
        : Sighting.ALTERED;
  }

  /**
   * Takes the one content of an id out of those that count; the id is disputed from now on.
   *
   * @throws IllegalStateException if no content of this id counts
   */
  public WithdrawnReport withdraw(long idFingerprint) {
    long id = stored(idFingerprint);
    int entry = entryOf(id);
    if (ids[entry] != id || places[entry] == DISPUTED) {
      throw new IllegalStateException("no report of this id counts");
    }
    Content content = contents.at(places[entry]);
    places[entry] = DISPUTED;
    return new WithdrawnReport(cells.get(content.cell()), content.payload());
  }

  /** How many ids are remembered. */
  public int size() {
    return size;
  }

  SeenReports copy() {
    return new SeenReports(this);
  }

  /** The cells that contents refer to by their number. */
  CellList cells() {
    return cells;
  }

  /** Calls back for every id, in no particular order. */
  void forEach(EntryConsumer consumer) {
    for (int entry = 0; entry < ids.length; entry++) {
      if (ids[entry] != 0 && places[entry] == DISPUTED) {
        consumer.disputed(ids[entry]);
      } else if (ids[entry] != 0) {
        consumer.counted(ids[entry], contents.at(places[entry]));
      }
    }
  }

  interface EntryConsumer {
    void counted(long id, Content content);

    void disputed(long id);
  }

  private static long stored(long idFingerprint) {
    return idFingerprint == 0 ? 1 : idFingerprint;
  }

  private void insert(long id, int place) {
    if (isOverfull(size + 1, ids.length)) {
      grow();
    }
    int entry = entryOf(id);
    ids[entry] = id;
    places[entry] = place;
    size++;
  }

  private int entryOf(long id) {
    int entry = (int) (((id & 0xFFFFFFFFL) * ids.length) >>> 32);
    while (ids[entry] != 0 && ids[entry] != id) {
      entry = entry + 1 == ids.length ? 0 : entry + 1;
    }
    return entry;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldPlaces = places;
    int capacity = Math.addExact(oldIds.length, oldIds.length / 2);
    ids = new long[capacity];
    places = new int[capacity];
    for (int old = 0; old < oldIds.length; old++) {
      if (oldIds[old] != 0) {
        int entry = entryOf(oldIds[old]);
        ids[entry] = oldIds[old];
        places[entry] = oldPlaces[old];
      }
    }
  }

  /** More than seven eighths. */
  private static boolean isOverfull(int entries, int capacity) {
    return 8L * entries > 7L * capacity;
  }

  /** Whether the same is remembered of the same ids, in whatever order it was seen. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SeenReports that) || size != that.size) {
      return false;
    }
    for (long id : ids) {
      if (id != 0 && !sameAs(that, id)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameAs(SeenReports that, long id) {
    int place = places[entryOf(id)];
    int thatEntry = that.entryOf(id);
    if (that.ids[thatEntry] != id) {
      return false;
    }
    int thatPlace = that.places[thatEntry];
    if (place == DISPUTED || thatPlace == DISPUTED) {
      return place == thatPlace;
    }
    Content content = contents.at(place);
    Content thatContent = that.contents.at(thatPlace);
    return cells.get(content.cell()).equals(that.cells.get(thatContent.cell()))
        && Arrays.equals(content.payload(), thatContent.payload());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(Arrays.stream(ids).sum());
  }

  @Override
  public String toString() {
    return "SeenReports[size=" + size + "]";
  }
}
