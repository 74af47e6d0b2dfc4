package dev.sluice.probe.chat;

import com.hubspot.jinjava.el.ext.JinjavaBeanELResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import java.util.Set;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/**
 * The only Java objects that a template reaches: {@code loop} to read from, and the filters and
 * tests that the library itself calls by their one method.
 */
final class LibraryObjects extends JinjavaBeanELResolver {
  private static final Set<String> CALLED = Set.of("filter", "evaluate", "evaluateNegated");

  LibraryObjects() {
    super(true);
  }

  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return base instanceof ForLoop ? super.getValue(context, base, property) : null;
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      @Nullable Object[] arguments) {
    boolean called = base instanceof Filter || base instanceof ExpTest;
    return called && CALLED.contains(String.valueOf(method))
        ? super.invoke(context, base, method, types, arguments)
        : null;
  }
}
