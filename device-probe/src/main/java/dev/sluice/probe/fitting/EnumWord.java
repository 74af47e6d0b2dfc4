package dev.sluice.probe.fitting;

import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.DeviceKind;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of a closed list on the command line, by the word that it prints. Left to itself, picocli
 * takes the names of the constants as well, and lists each of them twice.
 */
public abstract class EnumWord<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
  private final List<E> values;

  /** Of these, in this order. */
  protected EnumWord(E[] values) {
    this.values = List.of(values);
  }

  @Override
  public final E convert(String word) {
    return values.stream()
        .filter(value -> value.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not one of %s".formatted(word, String.join(", ", words()))));
  }

  @Override
  public final Iterator<String> iterator() {
    return words().iterator();
  }

  private List<String> words() {
    return values.stream().map(Object::toString).toList();
  }

  /** A {@link DeviceKind}. */
  public static final class OfDeviceKind extends EnumWord<DeviceKind> {
    public OfDeviceKind() {
      super(DeviceKind.values());
    }
  }

  /** A {@link CacheType}. */
  public static final class OfCacheType extends EnumWord<CacheType> {
    public OfCacheType() {
      super(CacheType.values());
    }
  }
}
