package dev.sluice.probe.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaNodePreProcessor;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.sluice.probe.engine.Prompt;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELResolver;

/**
 * Jinja as far as chat templates need it, in the settings of the Python library that they are
 * written for ({@code trim_blocks}, {@code lstrip_blocks}). Everything else is switched off, and a
 * clock is not offered: a prompt with today's date would be another prompt every day.
 */
final class JinjaSandbox {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_LIST = 10_000;

  private static final Set<String> REFUSED_TAGS =
      Set.of(
          "autoescape",
          "block",
          "call",
          "cycle",
          "do",
          "extends",
          "from",
          "ifchanged",
          "import",
          "include",
          "print",
          "unless");
  private static final Set<String> FILTERS =
      Set.of(
          "capitalize",
          "count",
          "d",
          "default",
          "first",
          "int",
          "last",
          "length",
          "list",
          "lower",
          "map",
          "reject",
          "rejectattr",
          "safe",
          "select",
          "selectattr",
          "string",
          "title",
          "tojson",
          "trim",
          "upper");
  private static final Set<String> FUNCTIONS =
      Set.of(":namespace", ":range", "fn:immutable_list", "fn:list", "fn:map_entry");

  private JinjaSandbox() {}

  /** A renderer that takes its steps from {@code budget}. */
  static Jinjava with(StepBudget budget) {
    Context everything = new Jinjava().getGlobalContext();
    Jinjava jinjava =
        new Jinjava(
            JinjavaConfig.newBuilder()
                // What a message says is never read as a template.
                .withNestedInterpretationEnabled(false)
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withLegacyOverrides(pythonLike())
                .withElResolver(reachable())
                .withDisabled(switchedOff(everything))
                .withMaxRenderDepth(MAX_DEPTH)
                .withMaxMacroRecursionDepth(MAX_DEPTH)
                .withMaxOutputSize(2L * Prompt.MAX_CHARACTERS)
                .withMaxStringLength(2L * Prompt.MAX_CHARACTERS)
                .withMaxListSize(MAX_LIST)
                .withMaxMapSize(MAX_LIST)
                .withRangeLimit(BoundedRange.MOST_NUMBERS + 1)
                .withProcessors(
                    JinjavaProcessors.newBuilder()
                        .withNodePreProcessor(
                            new JinjavaNodePreProcessor()
                                .andThen((node, interpreter) -> budget.step()))
                        .build())
                .build());
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "range", BoundedRange.class, "range", Object.class, Object[].class));
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", TemplateRefusal.class, "raise", String.class));
    return jinjava;
  }

  private static LegacyOverrides pythonLike() {
    return LegacyOverrides.Builder.from(LegacyOverrides.ALL)
        .withWhitespaceRequiredWithinTokens(false)
        .withUsePyishObjectMapper(false)
        .build();
  }

  private static ELResolver reachable() {
    CompositeELResolver resolver = new CompositeELResolver();
    resolver.add(new TextMethods());
    resolver.add(new TypeConvertingMapELResolver(true));
    resolver.add(new JinjavaListELResolver(true));
    resolver.add(new LibraryObjects());
    return resolver;
  }

  private static Map<Library, Set<String>> switchedOff(Context everything) {
    return Map.of(
        Library.TAG, REFUSED_TAGS,
        Library.FILTER, allBut(FILTERS, everything.getAllFilters()),
        Library.FUNCTION, allBut(FUNCTIONS, everything.getAllFunctions()));
  }

  private static Set<String> allBut(Set<String> allowed, Collection<? extends Importable> all) {
    return all.stream()
        .map(Importable::getName)
        .filter(name -> !allowed.contains(name))
        .collect(Collectors.toSet());
  }
}
