package dev.sluice.probe.ledger;

import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells a sound ledger from a damaged one. Changes nothing.
 *
 * <p>A device may stop at any moment: then the ledger is behind its mark by nothing, and ahead of
 * it by at most one record or a part of one. Everything else is damage.
 */
final class LedgerInspection {
  static final int MAX_MARK = 1 << 20;

  /** A device that stopped while it made its first ledger has this much of it at most. */
  private static final int MAX_UNBEGUN = LedgerCodec.HEADER + 32;

  private final DurableFiles files;
  private final List<String> names;

  private LedgerInspection(DurableFiles files, List<String> names) {
    this.files = files;
    this.names = names;
  }

  /** Looks at the files of a directory while nobody writes them. */
  static LedgerContents of(DurableFiles files) throws IOException {
    LedgerInspection inspection = new LedgerInspection(files, files.names());
    Optional<byte[]> bytes = files.read(LedgerNames.MARK, MAX_MARK);
    if (bytes.isEmpty()) {
      return inspection.withoutMark();
    }
    Optional<LedgerMark> mark = LedgerMark.decode(bytes.get());
    return mark.isEmpty()
        ? new LedgerContents.Unknowable("its mark is damaged")
        : inspection.against(mark.get());
  }

  /** Without a mark nobody can tell whether a ledger was cut. */
  private LedgerContents withoutMark() throws IOException {
    boolean begun = names.contains(LedgerNames.BEGUN);
    for (String name : names) {
      begun |=
          LedgerNames.isDamaged(name)
              || (LedgerNames.generation(name).isPresent()
                  && files.read(name, MAX_UNBEGUN + 1).orElse(new byte[0]).length > MAX_UNBEGUN);
    }
    return begun
        ? new LedgerContents.Unknowable("its mark is missing")
        : new LedgerContents.Fresh();
  }

  private LedgerContents against(LedgerMark mark) throws IOException {
    int limit = Math.toIntExact(mark.bytes()) + LedgerCodec.MAX_FRAME;
    Optional<byte[]> file = files.read(LedgerNames.ledger(mark.generation()), limit + 1);
    if (file.isEmpty()) {
      return newerThan(mark)
          ? new LedgerContents.Unknowable("its mark is older than the ledger")
          : new LedgerContents.Lost(mark, "the ledger is missing");
    }
    if (file.get().length < mark.bytes()) {
      return new LedgerContents.Lost(mark, "the ledger was cut short");
    }
    Optional<List<LedgerRecord>> records = records(file.get(), mark);
    return records.isEmpty()
        ? new LedgerContents.Lost(mark, "the ledger is damaged")
        : withTail(file.get(), mark, records.get(), limit);
  }

  private boolean newerThan(LedgerMark mark) {
    return names.stream()
        .map(LedgerNames::generation)
        .anyMatch(generation -> generation.orElse(0) > mark.generation());
  }

  /** The records up to the mark; empty if they are not those that the mark has passed. */
  private static Optional<List<LedgerRecord>> records(byte[] file, LedgerMark mark) {
    LedgerMark reached = LedgerMark.begin(mark.generation());
    byte[] header = LedgerCodec.header(mark.generation());
    if (!Arrays.equals(file, 0, header.length, header, 0, header.length)) {
      return Optional.empty();
    }
    List<LedgerRecord> records = new ArrayList<>();
    while (reached.bytes() < mark.bytes()) {
      int position = Math.toIntExact(reached.bytes());
      Optional<LedgerCodec.Frame> frame = LedgerCodec.frameAt(file, position);
      if (frame.isEmpty()) {
        return Optional.empty();
      }
      records.add(frame.get().record());
      byte[] bytes = Arrays.copyOfRange(file, position, frame.get().end());
      reached = reached.plus(frame.get().record(), bytes);
    }
    return reached.equals(mark) ? Optional.of(records) : Optional.empty();
  }

  private static LedgerContents withTail(
      byte[] file, LedgerMark mark, List<LedgerRecord> records, int limit) {
    Optional<LedgerCodec.Frame> tail = LedgerCodec.frameAt(file, Math.toIntExact(mark.bytes()));
    boolean moreThanOne = tail.isPresent() && tail.get().end() < file.length;
    return moreThanOne || file.length > limit
        ? new LedgerContents.Unknowable("its mark is older than the ledger")
        : new LedgerContents.Sound(mark, records, tail.map(LedgerCodec.Frame::record));
  }
}
