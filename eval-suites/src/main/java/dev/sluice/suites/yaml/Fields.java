package dev.sluice.suites.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The fields of one YAML mapping: only the allowed keys, each at most once, each of its type. */
final class Fields {

  private static final Pattern DURATION =
      Pattern.compile("(?<number>\\d{1,6}(\\.\\d{1,3})?)(?<unit>ms|s)");

  private final String sourceName;
  private final MappingNode mapping;
  private final Map<String, NodeTuple> entries;

  private Fields(String sourceName, MappingNode mapping, Map<String, NodeTuple> entries) {
    this.sourceName = sourceName;
    this.mapping = mapping;
    this.entries = entries;
  }

  static Fields of(Node node, String what, Set<String> allowed, String sourceName)
      throws SuiteFormatException {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(sourceName, node, what + " must be a mapping of keys to values");
    }
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (!allowed.contains(key)) {
        throw wrong(
            sourceName,
            entry.getKeyNode(),
            "unknown key '"
                + shown(key)
                + "' in "
                + what
                + "; known are "
                + new TreeSet<>(allowed));
      }
      if (entries.put(key, entry) != null) {
        throw wrong(sourceName, entry.getKeyNode(), "key '" + key + "' occurs twice in " + what);
      }
    }
    return new Fields(sourceName, mapping, entries);
  }

  String text(String key) throws SuiteFormatException {
    return textOf(required(key), key);
  }

  int wholeNumber(String key) throws SuiteFormatException {
    return wholeNumberOf(required(key), key);
  }

  OptionalInt optionalWholeNumber(String key) throws SuiteFormatException {
    return has(key) ? OptionalInt.of(wholeNumber(key)) : OptionalInt.empty();
  }

  BigDecimal decimal(String key) throws SuiteFormatException {
    if (required(key) instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
        && scalar.getValue().matches("-?\\d{1,12}(\\.\\d{1,12})?")) {
      return new BigDecimal(scalar.getValue());
    }
    throw wrong(key, key + " must be a number such as 0.8");
  }

  /** A time such as {@code 2s}, {@code 1.5s} or {@code 500ms}. */
  Optional<Duration> optionalDuration(String key) throws SuiteFormatException {
    if (!has(key)) {
      return Optional.empty();
    }
    Matcher matcher = DURATION.matcher(text(key));
    if (!matcher.matches()) {
      throw wrong(key, key + " must be a time such as 2s, 1.5s or 500ms");
    }
    BigDecimal number = new BigDecimal(matcher.group("number"));
    int powerOfTen = matcher.group("unit").equals("s") ? 9 : 6;
    return Optional.of(Duration.ofNanos(number.movePointRight(powerOfTen).longValue()));
  }

  boolean truth(String key) throws SuiteFormatException {
    if (required(key) instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.BOOL)
        && Set.of("true", "false").contains(scalar.getValue())) {
      return scalar.getValue().equals("true");
    }
    throw wrong(key, key + " must be true or false");
  }

  /** A text, or a list of texts of one line each as one text with a line for each. */
  String lines(String key) throws SuiteFormatException {
    if (!(required(key) instanceof SequenceNode)) {
      return text(key);
    }
    List<String> lines = texts(key);
    if (lines.stream().anyMatch(line -> line.isBlank() || line.lines().count() > 1)) {
      throw wrong(key, key + " must have one line in each entry, and none blank");
    }
    return String.join("\n", lines);
  }

  List<String> texts(String key) throws SuiteFormatException {
    List<String> texts = new ArrayList<>();
    for (Node element : elements(key)) {
      texts.add(textOf(element, "an entry of " + key));
    }
    return texts;
  }

  List<String> optionalTexts(String key) throws SuiteFormatException {
    return has(key) ? texts(key) : List.of();
  }

  List<Node> optionalElements(String key) throws SuiteFormatException {
    return has(key) ? elements(key) : List.of();
  }

  List<Node> elements(String key) throws SuiteFormatException {
    if (required(key) instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw wrong(key, key + " must be a list");
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Node required(String key) throws SuiteFormatException {
    NodeTuple entry = entries.get(key);
    if (entry == null) {
      throw wrong(sourceName, mapping, "'" + key + "' is missing");
    }
    return entry.getValueNode();
  }

  /**
   * Builds a value from these fields. When its constructor objects, the message begins with the
   * name of what it objects to, which is the key here as well: that is the line to report.
   */
  <T> T build(Supplier<T> value) throws SuiteFormatException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw wrong(reason.split(" ", 2)[0], reason);
    }
  }

  /** Reports at the line of the key, or of the mapping when there is no such key. */
  SuiteFormatException wrong(String key, String reason) {
    NodeTuple entry = entries.get(key);
    return wrong(sourceName, entry == null ? mapping : entry.getKeyNode(), reason);
  }

  private String textOf(Node node, String what) throws SuiteFormatException {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    throw wrong(sourceName, node, what + " must be text; put numbers, dates, yes and no in quotes");
  }

  private int wholeNumberOf(Node node, String what) throws SuiteFormatException {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && scalar.getValue().matches("-?\\d{1,9}")) {
      return Integer.parseInt(scalar.getValue());
    }
    throw wrong(sourceName, node, what + " must be a whole number");
  }

  private static SuiteFormatException wrong(String sourceName, Node node, String reason) {
    return new SuiteFormatException(sourceName, YamlText.line(node.getStartMark()), reason);
  }

  private static String shown(String key) {
    String line = key.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
