package dev.sluice.fleet;

import dev.sluice.privacy.mechanism.Epsilon;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads option values that are more than a number. */
public final class FleetOptions {
  private FleetOptions() {}

  /** Reads an epsilon in its usual notation. */
  public static final class EpsilonConverter implements ITypeConverter<Epsilon> {
    @Override
    public Epsilon convert(String value) {
      try {
        return Epsilon.of(Double.parseDouble(value));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            e instanceof NumberFormatException
                ? "'" + value + "' is not a number"
                : String.valueOf(e.getMessage()));
      }
    }
  }
}
