package dev.sluice.probe.chat;

import com.hubspot.jinjava.lib.fn.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code range()} that refuses what the library would cut short in silence: a chat that lacks its
 * end is another chat.
 */
public final class BoundedRange {
  static final int MOST_NUMBERS = 256;

  private BoundedRange() {}

  /** Called by templates, by way of the Jinja library, which ends at one number more. */
  public static List<Integer> range(@Nullable Object first, @Nullable Object... more) {
    List<Integer> numbers = Functions.range(first, more);
    if (numbers.size() > MOST_NUMBERS) {
      throw new TooManyException();
    }
    return numbers;
  }

  /** The template asks for more numbers than a chat could need. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooManyException() {
      super("range() of more than " + MOST_NUMBERS + " numbers");
    }
  }
}
