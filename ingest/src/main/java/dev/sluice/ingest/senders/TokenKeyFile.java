package dev.sluice.ingest.senders;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.tokens.IssuerKey;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A file of the keys that sign tokens: one a line, its first day, its last day, and the private key
 * in PKCS#8, base64. Lines that begin with {@code #} say nothing. Messages name the line and never
 * quote it.
 */
public final class TokenKeyFile {
  private static final int MOST_KEYS = 16;

  private TokenKeyFile() {}

  /**
   * Reads the content of a file.
   *
   * @param source the file's name, for messages
   */
  public static List<DatedKey> parse(String text, String source) throws UnusableFileException {
    List<DatedKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        String at = source + ":" + number + ": ";
        keys.add(
            key(stripped.split("\\s+"))
                .orElseThrow(
                    () ->
                        new UnusableFileException(
                            at
                                + "must be a first day, a last day not before it, and an RSA key"
                                + " of 2048 bits, PKCS#8 in base64")));
      }
    }
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw new UnusableFileException(source + ": there must be 1 to " + MOST_KEYS + " keys in it");
    }
    return List.copyOf(keys);
  }

  private static Optional<DatedKey> key(String[] words) {
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      LocalDate first = LocalDate.parse(words[0]);
      LocalDate last = LocalDate.parse(words[1]);
      return last.isBefore(first)
          ? Optional.empty()
          : IssuerKey.decode(Base64.getDecoder().decode(words[2]))
              .map(key -> new DatedKey(first, last, key));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
