package dev.sluice.privacy.registry;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Mechanism;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code metrics.yaml}. Strict: an unknown key, a missing one, or a value out of bounds is
 * refused with the file, the place and the reason.
 */
public final class RegistryParser {
  private static final int VERSION = 1;
  private static final int MAX_PAYLOAD = 12;
  private static final int DIGEST_BYTES = 16;
  private static final Pattern METRIC_ID = Pattern.compile("[a-z][a-z0-9_]{0,23}");
  private static final Pattern CLASS_ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,15}");

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final String source;

  private RegistryParser(String source) {
    this.source = source;
  }

  /**
   * Parses a registry.
   *
   * @param yaml the text
   * @param source what to call it in messages, usually the file's name
   * @throws RegistryException if the registry must not be used
   */
  public static MetricRegistry parse(String yaml, String source) throws RegistryException {
    RegistryParser parser = new RegistryParser(source);
    return parser.registry(parser.document(yaml));
  }

  private RegistryDocument document(String yaml) throws RegistryException {
    try {
      RegistryDocument document = YAML.readValue(yaml, RegistryDocument.class);
      if (document == null) {
        throw refusal("", "the file is empty");
      }
      return document;
    } catch (JacksonException e) {
      throw refusal(place(e), e.getOriginalMessage().lines().findFirst().orElse("not readable"));
    }
  }

  private MetricRegistry registry(RegistryDocument document) throws RegistryException {
    if (document.registry() != VERSION) {
      throw refusal("registry", "must be " + VERSION + ", was " + document.registry());
    }
    Set<String> classes = new HashSet<>();
    for (String deviceClass : document.deviceClasses()) {
      check(CLASS_ID.matcher(deviceClass).matches(), "deviceClasses", "bad name " + deviceClass);
      check(classes.add(deviceClass), "deviceClasses", "twice: " + deviceClass);
    }
    check(!classes.isEmpty(), "deviceClasses", "must name at least one class");
    List<Metric> metrics = metrics(document, classes);
    for (String deviceClass : document.deviceClasses()) {
      check(
          metrics.stream().anyMatch(metric -> metric.availableOn(deviceClass)),
          "deviceClasses",
          "no metric is available on " + deviceClass);
    }
    return new MetricRegistry(
        digest(document), document.deviceClasses(), tiers(document.epsilonTiers()), metrics);
  }

  private List<Epsilon> tiers(List<Double> values) throws RegistryException {
    List<Epsilon> tiers = new ArrayList<>();
    for (Double value : values) {
      try {
        tiers.add(Epsilon.of(value));
      } catch (IllegalArgumentException outOfRange) {
        throw refusal("epsilonTiers", String.valueOf(outOfRange.getMessage()));
      }
    }
    check(
        !tiers.isEmpty() && tiers.stream().distinct().sorted().toList().equals(tiers),
        "epsilonTiers",
        "must be ascending, without repeats");
    return tiers;
  }

  private List<Metric> metrics(RegistryDocument document, Set<String> classes)
      throws RegistryException {
    List<Metric> metrics = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (RegistryDocument.MetricDocument each : document.metrics()) {
      check(METRIC_ID.matcher(each.id()).matches(), "metrics", "bad id " + each.id());
      check(ids.add(each.id()), "metrics." + each.id(), "is there twice");
      metrics.add(metric(each, classes));
    }
    check(!metrics.isEmpty(), "metrics", "must name at least one metric");
    return metrics;
  }

  private Metric metric(RegistryDocument.MetricDocument document, Set<String> classes)
      throws RegistryException {
    String at = "metrics." + document.id();
    check(
        document.weight() >= 1 && document.weight() <= 1_000_000,
        at + ".weight",
        "must be 1 to 1000000, was " + document.weight());
    Set<String> unavailableOn =
        document.unavailableOn() == null ? Set.of() : Set.copyOf(document.unavailableOn());
    check(classes.containsAll(unavailableOn), at + ".unavailableOn", "names an unknown class");
    boolean slowFraction =
        document.measures() == MeasuredQuantity.SLOW_TTFT_FRACTION
            || document.measures() == MeasuredQuantity.SLOW_DECODE_FRACTION;
    check(
        slowFraction == (document.threshold() != null),
        at + ".threshold",
        "is what a slow fraction has, and nothing else");
    Metric metric =
        new Metric(
            document.id(),
            document.purpose(),
            document.unit(),
            document.measures(),
            Optional.ofNullable(document.threshold()),
            document.direction(),
            document.weight(),
            mechanism(document, at),
            unavailableOn,
            document.owner(),
            expiry(document, at),
            document.review());
    check(
        metric.mechanism().payloadLength() <= MAX_PAYLOAD,
        at + ".mechanism",
        "must not need more than " + MAX_PAYLOAD + " numbers in a report");
    return metric;
  }

  private Mechanism mechanism(RegistryDocument.MetricDocument document, String at)
      throws RegistryException {
    boolean category = document.measures() == MeasuredQuantity.RUN_OUTCOME;
    boolean response = document.mechanism() instanceof RegistryDocument.ResponseDocument;
    check(category == response, at + ".mechanism", "does not fit what is measured");
    try {
      return document.mechanism().mechanism(document.direction());
    } catch (IllegalArgumentException e) {
      throw refusal(at + ".mechanism", String.valueOf(e.getMessage()));
    }
  }

  private LocalDate expiry(RegistryDocument.MetricDocument document, String at)
      throws RegistryException {
    try {
      return LocalDate.parse(document.expires());
    } catch (DateTimeParseException e) {
      throw refusal(at + ".expires", "must be a day such as 2027-12-31");
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

  private void check(boolean holds, String place, String reason) throws RegistryException {
    if (!holds) {
      throw refusal(place, reason);
    }
  }

  private RegistryException refusal(String place, String reason) {
    return new RegistryException(source + ": " + (place.isEmpty() ? "" : place + ": ") + reason);
  }

  private static String place(JacksonException e) {
    JsonLocation location = e.getLocation();
    String line = location == null ? "" : "line " + location.getLineNr();
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      StringBuilder path = new StringBuilder();
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append(
            step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : (path.isEmpty() ? "" : ".") + step.getFieldName());
      }
      return line + ": " + path;
    }
    return line;
  }
}
