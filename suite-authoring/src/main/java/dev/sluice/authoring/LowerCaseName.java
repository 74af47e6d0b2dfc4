package dev.sluice.authoring;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Constants as people type them: in lower case, with hyphens. */
abstract class LowerCaseName<T extends Enum<T>> implements ITypeConverter<T>, Iterable<String> {
  private final List<T> constants;

  LowerCaseName(T[] constants) {
    this.constants = List.of(constants);
  }

  @Override
  public T convert(String value) {
    return constants.stream()
        .filter(constant -> name(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is not one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return constants.stream().map(LowerCaseName::name).iterator();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
