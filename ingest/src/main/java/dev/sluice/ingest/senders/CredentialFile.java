package dev.sluice.ingest.senders;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.secrets.SecretHash;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A credentials file: one credential a line, a fleet's name, the hash of the secret, and what else
 * is to be said of it. Empty lines and lines that begin with {@code #} say nothing.
 *
 * <pre>
 * eu-phones sha256:9f86d0...  not-after=2027-03-31 reports-per-second=200
 * </pre>
 *
 * <p>Messages name the line and never quote it: what stands there by mistake may be a secret.
 */
public final class CredentialFile {
  private static final int MAX_CREDENTIALS = 1_000;
  private static final Pattern FLEET = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern RATE = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,3})?");
  private static final String NOT_AFTER = "not-after=";
  private static final String REPORTS_PER_SECOND = "reports-per-second=";

  private final String source;
  private final List<FleetCredential> credentials = new ArrayList<>();
  private final Set<SecretHash> hashes = new HashSet<>();
  private final Map<String, Double> rates = new HashMap<>();

  private CredentialFile(String source) {
    this.source = source;
  }

  /**
   * Reads the content of a file.
   *
   * @param source the file's name, for messages
   */
  public static List<FleetCredential> parse(String text, String source)
      throws UnusableFileException {
    var file = new CredentialFile(source);
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        file.add(number, stripped.split("\\s+"));
      }
    }
    if (file.credentials.isEmpty()) {
      throw new UnusableFileException(source + ": there is no credential in it");
    }
    return List.copyOf(file.credentials);
  }

  /** What makes a name unfit for a fleet, if anything. */
  public static Optional<String> objectionToFleet(String name) {
    return FLEET.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("a fleet's name must be 1 to 40 small letters, digits and hyphens");
  }

  private void add(int number, String[] words) throws UnusableFileException {
    Optional<String> badName = objectionToFleet(words[0]);
    check(badName.isEmpty(), number, badName.orElse(""));
    SecretHash hash = hash(number, words.length > 1 ? words[1] : "");
    check(hashes.add(hash), number, "the same credential stands further up");
    check(credentials.size() < MAX_CREDENTIALS, number, "more than 1000 credentials");
    LocalDate lastDay = null;
    Double rate = null;
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith(NOT_AFTER) && lastDay == null) {
        lastDay = day(number, words[i].substring(NOT_AFTER.length()));
      } else if (words[i].startsWith(REPORTS_PER_SECOND) && rate == null) {
        rate = rate(number, words[i].substring(REPORTS_PER_SECOND.length()));
      } else {
        check(false, number, "after the hash may come not-after= and reports-per-second=, once");
      }
    }
    if (rate != null) {
      Double before = rates.putIfAbsent(words[0], rate);
      check(before == null || before.equals(rate), number, "a fleet has one reports-per-second=");
    }
    credentials.add(
        new FleetCredential(
            words[0], hash, Optional.ofNullable(lastDay), Optional.ofNullable(rate)));
  }

  private SecretHash hash(int number, String text) throws UnusableFileException {
    return SecretHash.parse(text)
        .orElseThrow(
            () ->
                wrong(
                    number,
                    "the second word must be sha256: and 64 hexadecimal digits, the hash of the"
                        + " secret"));
  }

  private LocalDate day(int number, String text) throws UnusableFileException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong(number, "not-after= must be a day such as 2027-03-31");
    }
  }

  private double rate(int number, String text) throws UnusableFileException {
    double rate = RATE.matcher(text).matches() ? Double.parseDouble(text) : 0;
    check(rate > 0, number, "reports-per-second= must be a number above 0");
    return rate;
  }

  private void check(boolean holds, int number, String rule) throws UnusableFileException {
    if (!holds) {
      throw wrong(number, rule);
    }
  }

  private UnusableFileException wrong(int number, String rule) {
    return new UnusableFileException(source + ":" + number + ": " + rule);
  }
}
