package dev.sluice.probe.releasing;

import dev.sluice.privacy.bundled.BundledRegistry;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --device-class}: one of the registry's closed list. A misspelt class would be
 * held against a release as if there were such devices.
 */
public final class DeviceClassName implements ITypeConverter<String>, Iterable<String> {

  /** Read with the first use: picocli makes these for every command of the probe, used or not. */
  private static final class Known {
    static final List<String> CLASSES = BundledRegistry.load().deviceClasses();
  }

  @Override
  public String convert(String value) {
    if (!Known.CLASSES.contains(value)) {
      throw new TypeConversionException(
          "'%s' is not one of %s".formatted(value, String.join(", ", Known.CLASSES)));
    }
    return value;
  }

  @Override
  public Iterator<String> iterator() {
    return Known.CLASSES.iterator();
  }
}
