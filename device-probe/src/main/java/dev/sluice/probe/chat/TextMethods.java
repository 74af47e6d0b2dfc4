package dev.sluice.probe.chat;

import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * The methods that templates may call: a few of Python's on texts, and {@code get} on mappings.
 * None makes a text longer, and none takes a pattern; Java's own methods are out of reach.
 */
final class TextMethods extends ELResolver {

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      Object method,
      Class<?> @Nullable [] types,
      @Nullable Object[] arguments) {
    String name = String.valueOf(method);
    if (base instanceof Map<?, ?> map && name.equals("get") && arguments.length > 0) {
      context.setPropertyResolved(true);
      Object found = map.get(arguments[0]);
      return found == null && arguments.length > 1 ? arguments[1] : found;
    }
    if (base instanceof String text) {
      Object result = call(text, name, arguments.length == 0 ? null : arguments[0]);
      context.setPropertyResolved(result != null);
      return result;
    }
    return null;
  }

  private static @Nullable Object call(String text, String method, @Nullable Object argument) {
    String given = argument == null ? "" : argument.toString();
    return switch (method) {
      case "startswith" -> text.startsWith(given);
      case "endswith" -> text.endsWith(given);
      case "strip" -> stripEnd(stripStart(text, given), given);
      case "lstrip" -> stripStart(text, given);
      case "rstrip" -> stripEnd(text, given);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "split" -> parts(text, given);
      default -> null;
    };
  }

  private static List<String> parts(String text, String separator) {
    return separator.isEmpty()
        ? Arrays.asList(text.strip().split("\\s+", -1))
        : Arrays.asList(text.split(Pattern.quote(separator), -1));
  }

  private static String stripStart(String text, String characters) {
    int from = 0;
    while (from < text.length() && strips(text.charAt(from), characters)) {
      from++;
    }
    return text.substring(from);
  }

  private static String stripEnd(String text, String characters) {
    int to = text.length();
    while (to > 0 && strips(text.charAt(to - 1), characters)) {
      to--;
    }
    return text.substring(0, to);
  }

  private static boolean strips(char character, String characters) {
    return characters.isEmpty()
        ? Character.isWhitespace(character)
        : characters.indexOf(character) >= 0;
  }

  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return null;
  }

  @Override
  public @Nullable Class<?> getType(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return null;
  }

  @Override
  public void setValue(
      ELContext context,
      @Nullable Object base,
      @Nullable Object property,
      @Nullable Object value) {}

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return true;
  }

  @Override
  public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return null;
  }

  @Override
  public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return null;
  }
}
