package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger on disk: append-only, one process at a time. When {@link #append} returns, the record
 * is on the device and so is the mark that has passed it; nothing is sent before.
 *
 * <p>It fails closed. A ledger that is damaged or missing is put aside; its mark remembers what was
 * spent and answered, and a new one refuses every release for as long as the longest window. A
 * ledger whose mark is damaged or missing may have been cut: nothing is released any more. A write
 * that fails makes this object useless; the next {@link #open} finds what is on the device.
 *
 * <p>The spool is not a second place: it is the releases that are not settled. What this cannot see
 * is a whole directory restored from an old backup.
 */
public final class LedgerFile implements Closeable {
  private static final int COMPACT_ABOVE_RECORDS = 256;
  private static final byte[] BEGUN =
      "A ledger was begun here. If it and its mark are gone, nothing more is released.\n"
          .getBytes(StandardCharsets.UTF_8);

  private final DurableFiles files;
  private final Closeable lock;
  private final Caps caps;
  private LedgerMark mark = LedgerMark.begin(1);
  private LedgerState state;
  private boolean failed;

  private LedgerFile(DurableFiles files, Closeable lock, Caps caps) {
    this.files = files;
    this.lock = lock;
    this.caps = caps;
    this.state = LedgerState.of(caps, List.of());
  }

  /**
   * Opens the ledger of a directory, creating it on a device's first use.
   *
   * @param today the day that the device's clock shows
   * @throws LedgerException if another process holds it, the directory cannot be used, or what was
   *     spent cannot be known
   */
  public static LedgerFile open(Path directory, Caps caps, LocalDate today) throws LedgerException {
    try {
      OwnerOnlyDirectory files = OwnerOnlyDirectory.create(directory);
      DirectoryLock lock = files.lock(LedgerNames.LOCK);
      try {
        return open(files, lock, caps, today);
      } catch (IOException | LedgerException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LedgerException("cannot use the ledger in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Opens the ledger among files that nobody else writes. */
  static LedgerFile open(DurableFiles files, Closeable lock, Caps caps, LocalDate today)
      throws LedgerException, IOException {
    if (!LedgerDays.contains(today)) {
      throw new LedgerException("the device's clock shows " + today + ", which cannot be");
    }
    LedgerFile ledger = new LedgerFile(files, lock, caps);
    ledger.resume(LedgerInspection.of(files), today);
    ledger.sweep();
    if (!files.names().contains(LedgerNames.BEGUN)) {
      files.create(LedgerNames.BEGUN, BEGUN);
    }
    if (today.isAfter(ledger.state.newestDay())) {
      ledger.append(new LedgerRecord.Seen(today));
    }
    ledger.compactIfItHelps();
    return ledger;
  }

  private void resume(LedgerContents contents, LocalDate today)
      throws LedgerException, IOException {
    if (contents instanceof LedgerContents.Unknowable unknowable) {
      throw new LedgerException(closed(unknowable));
    } else if (contents instanceof LedgerContents.Sound sound) {
      go(sound);
    } else if (contents instanceof LedgerContents.Lost lost) {
      putAside(lost.mark(), today);
    } else {
      rewrite(1, List.of(new LedgerRecord.Seen(today)));
    }
  }

  static String closed(LedgerContents.Unknowable unknowable) {
    return "nothing more is released from this directory: what was spent cannot be known, because "
        + unknowable.reason()
        + "; only the device's owner can begin anew, in an empty directory";
  }

  private void go(LedgerContents.Sound sound) throws IOException {
    mark = sound.mark();
    state = LedgerState.of(caps, sound.records());
    Optional<LedgerRecord> unmarked = sound.unmarked();
    if (unmarked.isPresent()) {
      // Written once more, over itself: if forcing it had failed, it may be in memory only.
      append(unmarked.get());
    } else {
      files.truncate(LedgerNames.ledger(mark.generation()), mark.bytes());
    }
  }

  private void putAside(LedgerMark remembered, LocalDate today) throws IOException {
    String lost = LedgerNames.ledger(remembered.generation());
    if (!files.names().contains(lost)) {
      // Should the device stop half-way, a newer ledger alone would look like an old mark.
      files.create(lost, new byte[0]);
    }
    rewrite(remembered.generation() + 1, List.of(loss(remembered, today)));
    files.rename(lost, LedgerNames.damaged(remembered.generation()));
  }

  /** What a new ledger begins with when an earlier one was lost. */
  static LedgerRecord.Lost loss(LedgerMark mark, LocalDate today) {
    LocalDate day = LedgerDays.later(mark.memory().day(), today);
    return new LedgerRecord.Lost(
        day, day.plusDays(Caps.WINDOW_DAYS), mark.memory().spentNano(), mark.memory().cells());
  }

  /** What the records add up to. */
  public LedgerState state() {
    return state;
  }

  /**
   * Writes a record and returns when it and the mark behind it are on the device.
   *
   * @throws IOException if it may not be; the ledger must then be opened anew
   */
  public void append(LedgerRecord record) throws IOException {
    requireUsable();
    failed = true; // until everything is known to be on the device
    byte[] frame = LedgerCodec.frame(record);
    LedgerMark next = mark.plus(record, frame);
    files.write(LedgerNames.ledger(mark.generation()), mark.bytes(), frame);
    files.replace(LedgerNames.MARK, next.encode());
    mark = next;
    state = state.plus(record);
    failed = false;
  }

  /**
   * Gives up every report that waits to be sent, and erases the bytes of all reports. What they
   * have cost stays spent.
   *
   * @return how many reports waited
   * @throws IOException if bytes may be left; the ledger must then be opened anew
   */
  public int withdraw() throws IOException {
    requireUsable();
    List<LedgerRecord.Released> waiting = state.unsettled();
    List<LedgerRecord> records = new ArrayList<>(state.records());
    for (LedgerRecord.Released released : waiting) {
      records.add(new LedgerRecord.Settled(released.cell(), LedgerRecord.Settlement.WITHDRAWN));
    }
    rewrite(mark.generation() + 1, Compaction.of(records));
    sweep();
    for (String name : files.names()) {
      if (LedgerNames.isDamaged(name)) {
        files.delete(name);
      }
    }
    return waiting.size();
  }

  /**
   * Says whether a record can still be written.
   *
   * @throws IOException if an earlier write failed
   */
  public void requireUsable() throws IOException {
    if (failed) {
      throw new IOException("an earlier write to the ledger failed; it must be opened anew");
    }
  }

  /**
   * Erases the bytes of a ledger that releases nothing any more. It stays closed: that it was begun
   * is written down first, and without its mark nothing can open it again.
   *
   * @throws LedgerException if another process holds it, or bytes may be left
   */
  public static void eraseClosed(Path directory) throws LedgerException {
    try {
      OwnerOnlyDirectory files = OwnerOnlyDirectory.create(directory);
      try (DirectoryLock lock = files.lock(LedgerNames.LOCK)) {
        eraseClosed(files);
      }
    } catch (IOException e) {
      throw new LedgerException(
          "cannot erase the ledger in " + directory + ": " + e.getMessage(), e);
    }
  }

  static void eraseClosed(DurableFiles files) throws IOException {
    if (!(LedgerInspection.of(files) instanceof LedgerContents.Unknowable)) {
      return;
    }
    if (!files.names().contains(LedgerNames.BEGUN)) {
      files.create(LedgerNames.BEGUN, BEGUN);
    }
    files.delete(LedgerNames.MARK);
    for (String name : files.names()) {
      if (LedgerNames.generation(name).isPresent() || LedgerNames.isDamaged(name)) {
        files.delete(name);
      }
    }
  }

  private void compactIfItHelps() throws IOException {
    List<LedgerRecord> compact = Compaction.of(state.records());
    if (state.records().size() > COMPACT_ABOVE_RECORDS
        && compact.size() <= state.records().size() / 2) {
      rewrite(mark.generation() + 1, compact);
      sweep();
    }
  }

  /**
   * Goes on in a new file. The mark is what makes it the ledger, in one step: before, the old file
   * is valid, afterwards the new one.
   */
  private void rewrite(long generation, List<LedgerRecord> records) throws IOException {
    failed = true;
    String name = LedgerNames.ledger(generation);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(LedgerCodec.header(generation));
    LedgerMark reached = LedgerMark.begin(generation);
    for (LedgerRecord record : records) {
      byte[] frame = LedgerCodec.frame(record);
      content.writeBytes(frame);
      reached = reached.plus(record, frame);
    }
    files.delete(name);
    files.create(name, content.toByteArray());
    files.replace(LedgerNames.MARK, reached.encode());
    mark = reached;
    state = LedgerState.of(caps, records);
    failed = false;
  }

  /** Deletes ledgers that are not the one of the mark: an older one, or an unfinished one. */
  private void sweep() throws IOException {
    for (String name : files.names()) {
      if (LedgerNames.generation(name).orElse(mark.generation()) != mark.generation()) {
        files.delete(name);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
