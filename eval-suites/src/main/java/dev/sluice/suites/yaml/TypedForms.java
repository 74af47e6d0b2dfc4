package dev.sluice.suites.yaml;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The forms of a mapping whose {@code type} says which other keys it has.
 *
 * @param <T> what such a mapping stands for
 */
final class TypedForms<T> {

  /** Reads the mapping once its keys are known to be allowed. */
  interface Reading<T> {
    T read(Fields fields) throws SuiteFormatException;
  }

  private record Form<T>(Set<String> keys, Reading<T> reading) {}

  private final String what;
  private final Map<String, Form<T>> forms = new LinkedHashMap<>();
  private final Set<String> allKeys = new HashSet<>();

  TypedForms(String what) {
    this.what = what;
  }

  TypedForms<T> add(String type, Reading<T> reading, String... keys) {
    Set<String> all = new HashSet<>(List.of(keys));
    all.add("type");
    allKeys.addAll(all);
    forms.put(type, new Form<>(Set.copyOf(all), reading));
    return this;
  }

  T read(Node node, String sourceName) throws SuiteFormatException {
    Fields fields = Fields.of(node, what, allKeys, sourceName);
    String type = fields.text("type");
    Form<T> form = forms.get(type);
    if (form == null) {
      throw fields.wrong(
          "type", what + " type must be one of " + String.join(", ", forms.keySet()));
    }
    return form.reading().read(Fields.of(node, what + " of type " + type, form.keys(), sourceName));
  }
}
