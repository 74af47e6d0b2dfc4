package dev.sluice.probe.agent;

import dev.sluice.probe.schedule.Spent;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What runs have taken today, on disk, so that a restart does not make a new day. Another day on
 * the clock is another budget, also when the clock was turned back: this budget spares the device,
 * and guards nothing else.
 */
final class DayUsage {
  private static final String NAME = "usage";
  private static final int LONGEST = 128;

  private final DurableFiles files;

  DayUsage(DurableFiles files) {
    this.files = files;
  }

  /** What was taken on a day; nothing if the file is of another day, or damaged. */
  Spent on(LocalDate day) throws IOException {
    Optional<byte[]> content = files.read(NAME, LONGEST);
    if (content.isEmpty()) {
      return Spent.NOTHING;
    }
    String[] words = new String(content.get(), StandardCharsets.US_ASCII).strip().split(" ", -1);
    try {
      return words.length == 3 && LocalDate.parse(words[0]).equals(day)
          ? new Spent(Duration.ofMillis(Long.parseLong(words[1])), Double.parseDouble(words[2]))
          : Spent.NOTHING;
    } catch (DateTimeException | IllegalArgumentException damaged) {
      return Spent.NOTHING;
    }
  }

  void write(LocalDate day, Spent spent) throws IOException {
    String line = "%s %d %s%n".formatted(day, spent.time().toMillis(), spent.joules());
    files.replace(NAME, line.getBytes(StandardCharsets.US_ASCII));
  }
}
