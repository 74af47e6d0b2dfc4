package dev.sluice.probe.report;

import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ReportFormat;
import java.nio.charset.StandardCharsets;

/**
 * What a model is called in reports, flags and policies: bounded, and of few characters.
 *
 * <p>What stands between words is one hyphen there: {@code Tiny Model} is {@code Tiny-Model}. A
 * name of which more would be lost, as it is too long or has other letters, ends with a digest of
 * the whole name, so that different names stay different. 32 bits tell apart the names of one fleet
 * that begin alike; they are no protection against somebody who looks for two equal ones.
 */
final class WireName {
  private static final String NO_NAME = "unknown";
  private static final int DIGEST_CHARACTERS = 8;
  private static final int ROOM = ReportFormat.LONGEST_NAME - 1 - DIGEST_CHARACTERS;

  private WireName() {}

  static String of(String name) {
    String plain = plain(name);
    return plain.isEmpty()
            || plain.length() > ReportFormat.LONGEST_NAME
            || !name.chars().allMatch(c -> c < 0x80)
        ? distinguished(plain, name)
        : plain;
  }

  /** Only what a report can have, from a letter or digit on; may be empty or too long. */
  static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceFirst("^[._+-]+", "");
  }

  private static String distinguished(String plain, String name) {
    String begin = plain.substring(0, Math.min(ROOM, plain.length())).replaceFirst("[._+-]+$", "");
    String digest = DigestPrefixes.hex(DigestPrefixes.of(name.getBytes(StandardCharsets.UTF_8)));
    return (begin.isEmpty() ? NO_NAME : begin) + "-" + digest.substring(0, DIGEST_CHARACTERS);
  }
}
