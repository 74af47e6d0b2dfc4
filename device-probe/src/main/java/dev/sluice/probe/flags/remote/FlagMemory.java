package dev.sluice.probe.flags.remote;

import dev.sluice.probe.flags.FlagFile;
import dev.sluice.probe.flags.FlagFileException;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last good flag file, kept for a device that is offline: its day and tag on the first two
 * lines, and then the file as it came. What cannot be read back is as if it had never come.
 */
public final class FlagMemory {
  private static final String NAME = "flags";
  private static final int MAX_HEAD = 512;
  private final DurableFiles files;

  public FlagMemory(DurableFiles files) {
    this.files = files;
  }

  /**
   * A file that was good when it came.
   *
   * @param day UTC day on which a server last said that it is the newest
   */
  public record Kept(LocalDate day, Optional<String> tag, FlagFile file) {}

  /** What is kept; empty if nothing is, or what is there is no flag file. */
  public Optional<Kept> read() throws IOException {
    Optional<byte[]> content = files.read(NAME, MAX_HEAD + FlagFile.MAX_BYTES);
    return content.isPresent() ? parse(content.get()) : Optional.empty();
  }

  /**
   * Keeps a file instead of the last one, if it is good.
   *
   * @throws FlagFileException if it is not; the last one stays
   */
  public Kept keep(byte[] content, Optional<String> tag, LocalDate day)
      throws IOException, FlagFileException {
    Kept kept = new Kept(day, tag, FlagFile.parse(content));
    write(content, tag, day);
    return kept;
  }

  /** Notes that a server says that the kept file is still the newest. */
  public void confirm(LocalDate day) throws IOException {
    Optional<byte[]> content = files.read(NAME, MAX_HEAD + FlagFile.MAX_BYTES);
    Optional<Kept> kept = content.isPresent() ? parse(content.get()) : Optional.empty();
    if (kept.isPresent() && !kept.get().day().equals(day)) {
      byte[] body = Arrays.copyOfRange(content.get(), head(content.get()), content.get().length);
      write(body, kept.get().tag(), day);
    }
  }

  private void write(byte[] content, Optional<String> tag, LocalDate day) throws IOException {
    byte[] head = (day + "\n" + tag.orElse("") + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, whole, head.length, content.length);
    files.replace(NAME, whole);
  }

  private static Optional<Kept> parse(byte[] content) {
    int head = head(content);
    if (head < 0) {
      return Optional.empty();
    }
    String[] lines = new String(content, 0, head, StandardCharsets.US_ASCII).split("\n", -1);
    try {
      return Optional.of(
          new Kept(
              LocalDate.parse(lines[0]),
              Optional.of(lines[1]).filter(tag -> !tag.isEmpty()),
              FlagFile.parse(Arrays.copyOfRange(content, head, content.length))));
    } catch (DateTimeException | FlagFileException damaged) {
      return Optional.empty();
    }
  }

  /** Where the second line ends; -1 if it does not. */
  private static int head(byte[] content) {
    int lines = 0;
    for (int i = 0; i < Math.min(content.length, MAX_HEAD); i++) {
      if (content[i] == '\n' && ++lines == 2) {
        return i + 1;
      }
    }
    return -1;
  }
}
