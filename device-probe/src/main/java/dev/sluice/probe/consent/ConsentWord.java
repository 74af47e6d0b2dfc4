package dev.sluice.probe.consent;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link Consent} on the command line. */
public final class ConsentWord implements ITypeConverter<Consent> {
  @Override
  public Consent convert(String word) {
    return Consent.of(word)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be one of "
                        + Arrays.stream(Consent.values())
                            .map(Consent::toString)
                            .collect(Collectors.joining(", "))
                        + ", was "
                        + word));
  }
}
