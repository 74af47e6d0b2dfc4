package dev.sluice.privacy.registry;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.RegistryDocument.MetricDocument;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes sense of one metric of the document. */
final class MetricParser {
  private static final int MAX_TEXT = 200;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,23}");

  private final RegistryYaml yaml;
  private final List<Epsilon> tiers;
  private final String at;
  private final MetricDocument document;

  /**
   * A parser of one metric.
   *
   * @param tiers the registry's
   * @param at JSON pointer of the metric
   */
  MetricParser(RegistryYaml yaml, List<Epsilon> tiers, String at, MetricDocument document) {
    this.yaml = yaml;
    this.tiers = tiers;
    this.at = at;
    this.document = document;
  }

  Metric metric() throws RegistryException {
    check(ID.matcher(document.id()).matches(), "id", "must be a short name in lower case");
    check(ID.matcher(document.group()).matches(), "group", "must be a short name in lower case");
    checkText("purpose", document.purpose());
    checkText("unit", document.unit());
    checkText("owner", document.owner());
    checkText("review", document.review());
    checkMeasured();
    return new Metric(
        document.id(),
        document.group(),
        document.purpose(),
        document.unit(),
        document.measures(),
        Optional.ofNullable(document.threshold()),
        document.direction(),
        document.weight(),
        mechanism(),
        epsilon(),
        unavailableOn(),
        document.owner(),
        expiry(),
        document.review());
  }

  private void checkMeasured() throws RegistryException {
    MeasuredQuantity measured = document.measures();
    check(
        document.design() == measured.design(),
        "design",
        "does not fit what is measured: "
            + (measured.design() == Design.PAIRED ? "a difference" : "no difference"));
    check(
        measured.hasThreshold() == (document.threshold() != null),
        "threshold",
        "is what a slow fraction has, and nothing else");
    check(
        document.threshold() == null || document.threshold() > 0,
        "threshold",
        "must be above 0, was " + document.threshold());
    check(
        document.weight() >= 1 && document.weight() <= RegistryParser.WEIGHTS,
        "weight",
        "must be 1 to " + RegistryParser.WEIGHTS + ", was " + document.weight());
  }

  private Mechanism mechanism() throws RegistryException {
    Mechanism mechanism = constructed();
    check(
        document.mechanism().sensitivity() == mechanism.sensitivity(),
        "mechanism/sensitivity",
        "must be "
            + mechanism.sensitivity()
            + ", by which replacing one measurement can change this encoding, was "
            + document.mechanism().sensitivity());
    checkFits(mechanism);
    checkHasRoom(mechanism);
    return mechanism;
  }

  /** At every privacy loss that a report about the metric can have: none is above its own. */
  private void checkHasRoom(Mechanism mechanism) throws RegistryException {
    check(
        mechanism.payloadLength() <= ReportRoom.NUMBERS,
        "mechanism",
        "must not need more than " + ReportRoom.NUMBERS + " numbers in a report");
    for (Epsilon tier : tiers) {
      check(
          ReportRoom.holds(mechanism, tier, document.design()),
          "mechanism",
          "must not need more than "
              + ReportRoom.bytes(document.design())
              + " bytes in a report"
              + (document.design() == Design.PAIRED ? " about a difference" : "")
              + ", needs "
              + ReportRoom.bytesNeeded(mechanism, tier)
              + " at epsilon "
              + tier);
    }
  }

  private Mechanism constructed() throws RegistryException {
    try {
      return document.mechanism().mechanism(document.direction());
    } catch (IllegalArgumentException e) {
      throw refusal("mechanism", String.valueOf(e.getMessage()));
    }
  }

  private void checkFits(Mechanism mechanism) throws RegistryException {
    MeasuredQuantity measured = document.measures();
    check(
        measured.categories().isEmpty() != (mechanism instanceof RandomizedResponse),
        "mechanism",
        "does not fit what is measured");
    if (mechanism instanceof RandomizedResponse response) {
      check(
          response.categories().equals(measured.categories()),
          "mechanism/categories",
          "must be " + measured.categories() + ", were " + response.categories());
    }
    if (mechanism instanceof MeanMechanism mean) {
      check(
          mean.range().low() >= measured.least() && mean.range().high() <= measured.most(),
          "mechanism",
          "must be clipped to within what is possible, "
              + measured.least()
              + " to "
              + measured.most());
    }
  }

  private Epsilon epsilon() throws RegistryException {
    Epsilon epsilon;
    try {
      epsilon = Epsilon.of(document.epsilon());
    } catch (IllegalArgumentException beyondTheHardCap) {
      // The message begins with the key.
      throw yaml.refusal(at + "/epsilon", document.id() + ": " + beyondTheHardCap.getMessage());
    }
    check(tiers.contains(epsilon), "epsilon", "must be one of " + tiers + ", was " + epsilon);
    return epsilon;
  }

  private Set<String> unavailableOn() throws RegistryException {
    List<String> known = yaml.document().deviceClasses();
    List<String> named = document.unavailableOn();
    for (int i = 0; i < named.size(); i++) {
      check(
          known.contains(named.get(i)),
          "unavailableOn/" + i,
          "names an unknown class: " + named.get(i));
    }
    return Set.copyOf(named);
  }

  private LocalDate expiry() throws RegistryException {
    try {
      return LocalDate.parse(document.expires());
    } catch (DateTimeParseException e) {
      throw refusal("expires", "must be a day such as 2027-12-31");
    }
  }

  private void checkText(String key, String text) throws RegistryException {
    check(
        !text.isBlank() && text.length() <= MAX_TEXT,
        key,
        "must be 1 to " + MAX_TEXT + " characters");
  }

  private void check(boolean holds, String key, String reason) throws RegistryException {
    if (!holds) {
      throw refusal(key, reason);
    }
  }

  private RegistryException refusal(String key, String reason) {
    String named = key.replaceFirst("/\\d+$", "").replace('/', '.');
    return yaml.refusal(at + "/" + key, document.id() + ": " + named + " " + reason);
  }
}
