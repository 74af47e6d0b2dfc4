package dev.sluice.authoring;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a closed list on the command line, by its word there, in any case. */
abstract class ListedWord<T extends Enum<T>> implements ITypeConverter<T>, Iterable<String> {
  private final List<T> constants;
  private final Function<? super T, String> word;

  /** Constants by their own names, in lower case and with hyphens. */
  ListedWord(T[] constants) {
    this(constants, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  ListedWord(T[] constants, Function<? super T, String> word) {
    this.constants = List.of(constants);
    this.word = word;
  }

  @Override
  public T convert(String value) {
    return constants.stream()
        .filter(constant -> word.apply(constant).equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is not one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return constants.stream().map(word).iterator();
  }
}
