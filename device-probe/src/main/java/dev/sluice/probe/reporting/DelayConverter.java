package dev.sluice.probe.reporting;

import dev.sluice.probe.cycle.SendDelay;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link SendDelay}'s limit on the command line: a number of seconds, minutes or hours. */
final class DelayConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.matches("[0-9]{1,6}[smh]")) {
      Duration delay = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (delay.compareTo(SendDelay.LIMIT) <= 0) {
        return delay;
      }
    }
    throw new TypeConversionException(
        "must be 0, or a time such as 90s, 30m or 12h of at most "
            + SendDelay.LIMIT.toHours()
            + "h, was "
            + text);
  }
}
