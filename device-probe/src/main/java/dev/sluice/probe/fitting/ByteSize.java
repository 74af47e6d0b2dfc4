package dev.sluice.probe.fitting;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them. */
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("(?<number>\\d{1,18})(?<unit>[KMGT]?)(i?B)?", Pattern.CASE_INSENSITIVE);

  /** Whoever writes {@code 8} for a device means 8G. */
  private static final long LEAST_MEMORY = 16L << 20;

  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  private ByteSize() {}

  /** Reads {@code 8589934592}, {@code 8G} or {@code 8GiB}; units are powers of 1024. */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int power =
        " KMGT".indexOf(matcher.group("unit").toUpperCase(Locale.ROOT).concat(" ").charAt(0));
    try {
      long number = Long.parseLong(matcher.group("number"));
      return OptionalLong.of(Math.multiplyExact(number, 1L << (10 * power)));
    } catch (ArithmeticException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /** Reads the memory of a device: no amount below {@link #LEAST_MEMORY}. */
  public static OptionalLong parseMemory(String text) {
    OptionalLong bytes = parse(text);
    return bytes.isPresent() && bytes.getAsLong() >= LEAST_MEMORY ? bytes : OptionalLong.empty();
  }

  /** What a memory must be, and was not. */
  public static String rule(String text) {
    return "must be a number of bytes such as 8G, and at least %dM, was %s"
        .formatted(LEAST_MEMORY >> 20, text);
  }

  /** In GiB, small amounts in MiB. */
  public static String text(long bytes) {
    return bytes >= GIB ? "%.2f GiB".formatted(bytes / GIB) : "%.1f MiB".formatted(bytes / MIB);
  }
}
