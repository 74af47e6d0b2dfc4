package dev.sluice.gate.operator;

import dev.sluice.secrets.BearerSecret;
import dev.sluice.secrets.SecretHash;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that are taken: one a line, an operator's name and the hash of the secret. Empty lines
 * and lines that begin with {@code #} say nothing.
 *
 * <pre>
 * alice sha256:9f86d0...  not-after=2027-03-31
 * </pre>
 *
 * <p>Messages name the line and never quote it: what stands there by mistake may be a secret.
 */
public final class OperatorTokens {
  private static final int MAX_TOKENS = 1_000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final String NOT_AFTER = "not-after=";

  private final List<OperatorToken> tokens;

  private OperatorTokens(List<OperatorToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** What the tokens say about somebody who asks. */
  public enum Verdict {
    ADMITTED,
    /** No token was shown. */
    REQUIRED,
    /** What was shown is no token that is taken today. */
    REFUSED
  }

  /**
   * Reads the content of a file.
   *
   * @param source the file's name, for messages
   */
  public static OperatorTokens parse(String text, String source) throws UnusableTokensException {
    List<OperatorToken> tokens = new ArrayList<>();
    Set<SecretHash> hashes = new HashSet<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        String at = source + ":" + number + ": ";
        tokens.add(token(stripped.split("\\s+"), at, hashes));
        check(tokens.size() <= MAX_TOKENS, at + "more than " + MAX_TOKENS + " tokens");
      }
    }
    check(!tokens.isEmpty(), source + ": there is no token in it");
    return new OperatorTokens(tokens);
  }

  private static OperatorToken token(String[] words, String at, Set<SecretHash> hashes)
      throws UnusableTokensException {
    Optional<String> badName = objectionToName(words[0]);
    check(badName.isEmpty(), at + badName.orElse(""));
    SecretHash hash = hash(words.length > 1 ? words[1] : "", at);
    check(hashes.add(hash), at + "the same token stands further up");
    check(
        words.length == 2 || (words.length == 3 && words[2].startsWith(NOT_AFTER)),
        at + "after the hash may come not-after=, once");
    return new OperatorToken(
        words[0],
        hash,
        words.length == 2
            ? Optional.empty()
            : Optional.of(day(words[2].substring(NOT_AFTER.length()), at)));
  }

  private static SecretHash hash(String text, String at) throws UnusableTokensException {
    return SecretHash.parse(text)
        .orElseThrow(
            () ->
                new UnusableTokensException(
                    at
                        + "the second word must be sha256: and 64 hexadecimal digits, the hash of"
                        + " the secret"));
  }

  private static LocalDate day(String text, String at) throws UnusableTokensException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnusableTokensException(at + "not-after= must be a day such as 2027-03-31");
    }
  }

  private static void check(boolean holds, String rule) throws UnusableTokensException {
    if (!holds) {
      throw new UnusableTokensException(rule);
    }
  }

  /** What makes a name unfit for an operator, if anything. */
  public static Optional<String> objectionToName(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("an operator's name must be 1 to 40 small letters, digits and hyphens");
  }

  /**
   * Judges what somebody shows. Its hash is compared with every one.
   *
   * @param authorization the header's value, if there is one
   * @param today the UTC day
   */
  public Verdict judge(@Nullable String authorization, LocalDate today) {
    if (authorization == null) {
      return Verdict.REQUIRED;
    }
    return BearerSecret.shownIn(authorization).filter(secret -> isTaken(secret, today)).isPresent()
        ? Verdict.ADMITTED
        : Verdict.REFUSED;
  }

  private boolean isTaken(String secret, LocalDate today) {
    SecretHash shown = SecretHash.of(secret);
    boolean found = false;
    for (OperatorToken token : tokens) {
      found |= token.hash().equals(shown) && token.validOn(today);
    }
    return found;
  }
}
