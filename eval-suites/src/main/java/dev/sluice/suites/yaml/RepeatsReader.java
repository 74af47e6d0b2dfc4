package dev.sluice.suites.yaml;

import dev.sluice.suites.Repeats;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code repeats: {count: 5, temperature: 0.7, pass: any}}. */
final class RepeatsReader {

  private static final Set<String> KEYS = Set.of("count", "temperature", "pass");
  private static final Set<String> PASS_KEYS = Set.of("atLeast");

  private RepeatsReader() {}

  static Optional<Repeats> read(Fields suite, String sourceName) throws SuiteFormatException {
    if (!suite.has("repeats")) {
      return Optional.empty();
    }
    Fields fields = Fields.of(suite.required("repeats"), "repeats", KEYS, sourceName);
    int count = fields.wholeNumber("count");
    double temperature = fields.decimal("temperature").doubleValue();
    int atLeast = atLeast(fields, count, sourceName);
    return Optional.of(fields.build(() -> new Repeats(count, temperature, atLeast)));
  }

  private static int atLeast(Fields fields, int count, String sourceName)
      throws SuiteFormatException {
    if (fields.required("pass") instanceof MappingNode rule) {
      return Fields.of(rule, "pass", PASS_KEYS, sourceName).wholeNumber("atLeast");
    }
    return switch (fields.text("pass")) {
      case "any" -> 1;
      case "all" -> count;
      default -> throw fields.wrong("pass", "pass must be any, all or {atLeast: number}");
    };
  }
}
