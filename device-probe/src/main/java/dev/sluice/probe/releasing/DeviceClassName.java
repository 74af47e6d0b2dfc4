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
  private final List<String> classes = BundledRegistry.load().deviceClasses();

  @Override
  public String convert(String value) {
    if (!classes.contains(value)) {
      throw new TypeConversionException(
          "'%s' is not one of %s".formatted(value, String.join(", ", classes)));
    }
    return value;
  }

  @Override
  public Iterator<String> iterator() {
    return classes.iterator();
  }
}
