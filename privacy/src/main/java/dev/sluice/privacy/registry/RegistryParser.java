package dev.sluice.privacy.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.privacy.mechanism.Epsilon;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code metrics.yaml}. Strict: an unknown key, a missing one, or a value out of bounds is
 * refused with the file, the line and the reason.
 */
public final class RegistryParser {
  /** What the weights of a design's metrics add up to. */
  public static final int WEIGHTS = 1000;

  private static final int VERSION = 1;
  private static final int MAX_CLASSES = 16;
  private static final int DIGEST_BYTES = 16;
  private static final Pattern CLASS_ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,15}");

  /** Below it, noise at its clamp would not fit into a report's numbers. */
  private static final Epsilon LEAST_TIER = Epsilon.of(0.05);

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final RegistryYaml yaml;
  private final RegistryDocument document;

  private RegistryParser(RegistryYaml yaml) {
    this.yaml = yaml;
    this.document = yaml.document();
  }

  /**
   * Parses a registry.
   *
   * @param yaml the text
   * @param source what to call it in messages, usually the file's name
   * @throws RegistryException if the registry must not be used
   */
  public static MetricRegistry parse(String yaml, String source) throws RegistryException {
    return new RegistryParser(RegistryYaml.read(yaml, source)).registry();
  }

  private MetricRegistry registry() throws RegistryException {
    yaml.check(
        document.registry() == VERSION,
        "/registry",
        "registry must be " + VERSION + ", was " + document.registry());
    checkClasses();
    List<Epsilon> tiers = tiers();
    List<Metric> metrics = metrics(tiers);
    checkGroups(metrics);
    checkWeights(metrics);
    MetricRegistry registry =
        new MetricRegistry(
            digest(document),
            document.epoch(),
            document.deviceClasses(),
            Set.copyOf(document.edgeClasses()),
            tiers,
            metrics);
    checkEveryClassCanAnswer(registry);
    return registry;
  }

  private void checkClasses() throws RegistryException {
    List<String> classes = document.deviceClasses();
    yaml.check(
        !classes.isEmpty() && classes.size() <= MAX_CLASSES,
        "/deviceClasses",
        "deviceClasses must be 1 to " + MAX_CLASSES + " names, were " + classes.size());
    for (int i = 0; i < classes.size(); i++) {
      String name = classes.get(i);
      String at = "/deviceClasses/" + i;
      yaml.check(CLASS_ID.matcher(name).matches(), at, "a class must be a short name: " + name);
      yaml.check(classes.indexOf(name) == i, at, "class " + name + " is there twice");
    }
    checkEdgeClasses(classes);
  }

  private void checkEdgeClasses(List<String> classes) throws RegistryException {
    List<String> edge = document.edgeClasses();
    for (int i = 0; i < edge.size(); i++) {
      String at = "/edgeClasses/" + i;
      yaml.check(
          classes.contains(edge.get(i)), at, "edgeClasses names an unknown class: " + edge.get(i));
      yaml.check(edge.indexOf(edge.get(i)) == i, at, "class " + edge.get(i) + " is there twice");
    }
  }

  private List<Epsilon> tiers() throws RegistryException {
    List<Epsilon> tiers = new ArrayList<>();
    for (int i = 0; i < document.epsilonTiers().size(); i++) {
      tiers.add(tier(document.epsilonTiers().get(i), "/epsilonTiers/" + i));
    }
    yaml.check(
        !tiers.isEmpty() && tiers.stream().distinct().sorted().toList().equals(tiers),
        "/epsilonTiers",
        "epsilonTiers must be ascending, without repeats");
    yaml.check(
        tiers.size() <= ReportRoom.LISTED,
        "/epsilonTiers",
        "epsilonTiers must be at most " + ReportRoom.LISTED + ", were " + tiers.size());
    yaml.check(
        tiers.get(0).compareTo(LEAST_TIER) >= 0,
        "/epsilonTiers/0",
        "an epsilon tier must be at least " + LEAST_TIER + ", was " + tiers.get(0));
    return tiers;
  }

  private Epsilon tier(double value, String at) throws RegistryException {
    try {
      return Epsilon.of(value);
    } catch (IllegalArgumentException outOfRange) {
      throw yaml.refusal(at, String.valueOf(outOfRange.getMessage()));
    }
  }

  private List<Metric> metrics(List<Epsilon> tiers) throws RegistryException {
    List<Metric> metrics = new ArrayList<>();
    for (int i = 0; i < document.metrics().size(); i++) {
      Metric metric =
          new MetricParser(yaml, tiers, "/metrics/" + i, document.metrics().get(i)).metric();
      yaml.check(
          metrics.stream().noneMatch(other -> other.id().equals(metric.id())),
          "/metrics/" + i + "/id",
          metric.id() + ": is there twice");
      metrics.add(metric);
    }
    yaml.check(
        !metrics.isEmpty() && metrics.size() <= ReportRoom.LISTED,
        "/metrics",
        "metrics must be 1 to " + ReportRoom.LISTED + ", were " + metrics.size());
    return metrics;
  }

  /** A group has a share of one design's draws, and so belongs to one design. */
  private void checkGroups(List<Metric> metrics) throws RegistryException {
    Map<String, Design> designs = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      Design design = designs.putIfAbsent(metric.group(), metric.design());
      yaml.check(
          design == null || design == metric.design(),
          "/metrics/" + i + "/group",
          metric.id() + ": group " + metric.group() + " must not span two designs");
    }
  }

  /** Weights are shares of one whole: where they overlap, or leave a gap, somebody miscounted. */
  private void checkWeights(List<Metric> metrics) throws RegistryException {
    Map<Design, Integer> sums = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      int sum = sums.merge(metric.design(), metric.weight(), Integer::sum);
      yaml.check(
          sum <= WEIGHTS,
          "/metrics/" + i + "/weight",
          metric.id()
              + ": weights overlap: with this one those of its design add up to "
              + sum
              + ", must be "
              + WEIGHTS);
    }
    for (Map.Entry<Design, Integer> each : sums.entrySet()) {
      yaml.check(
          each.getValue() == WEIGHTS,
          "/metrics",
          "weights of the "
              + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-')
              + " metrics add up to "
              + each.getValue()
              + ", must be "
              + WEIGHTS);
    }
  }

  private void checkEveryClassCanAnswer(MetricRegistry registry) throws RegistryException {
    for (int i = 0; i < registry.deviceClasses().size(); i++) {
      String deviceClass = registry.deviceClasses().get(i);
      yaml.check(
          registry.metrics().stream().anyMatch(metric -> metric.availableOn(deviceClass)),
          "/deviceClasses/" + i,
          "no metric is available on " + deviceClass);
    }
  }

  /** Over the parsed document: comments and layout do not change what a device promises. */
  private static String digest(RegistryDocument document) {
    try {
      byte[] canonical = CANONICAL.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (JacksonException | NoSuchAlgorithmException impossible) {
      throw new AssertionError("a parsed registry can be written and hashed", impossible);
    }
  }
}
