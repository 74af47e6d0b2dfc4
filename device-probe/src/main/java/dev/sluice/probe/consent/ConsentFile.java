package dev.sluice.probe.consent;

import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The owner's choice, in a file of the data directory. It is read anew each time: a choice that is
 * taken back counts at once, also for a probe that is running.
 *
 * @param directory the data directory
 */
public record ConsentFile(Path directory) {
  private static final String NAME = "consent";
  private static final int LONGEST = 64;

  /**
   * The choice that was made; empty if none was.
   *
   * @throws IOException also if the file holds something else than a choice
   */
  public Optional<Consent> read() throws IOException {
    Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(directory);
    Optional<byte[]> content = files.isEmpty() ? Optional.empty() : files.get().read(NAME, LONGEST);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    String word = new String(content.get(), StandardCharsets.UTF_8).strip();
    return Optional.of(
        Consent.of(word)
            .orElseThrow(
                () -> new IOException(directory.resolve(NAME) + " holds no choice of consent")));
  }

  /** What holds: without a choice nothing leaves the device. */
  public Consent effective() throws IOException {
    return read().orElse(Consent.EVAL_ONLY);
  }

  /** Whether reports may leave; a choice that cannot be read is none. */
  public boolean allowsReports() {
    try {
      return effective().allowsReports();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Records a choice; it is on the device when this returns. */
  public void write(Consent consent) throws IOException {
    OwnerOnlyDirectory.create(directory)
        .replace(NAME, (consent + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
