package dev.sluice.proof.statement;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Metric;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is said about one metric.
 *
 * @param drawnOfThousand of a thousand reports of its design, how many are about it
 * @param says what a report can say before noise: a range, categories or buckets
 * @param noise standard deviation of the noise of one report, at most, in the estimate's unit
 * @param limit the most that a report about it may lose
 * @param epsilon its losses, if all of a device's reports were about it
 */
public record MetricStatement(
    String metric,
    String group,
    String design,
    String purpose,
    String unit,
    int drawnOfThousand,
    String says,
    String mechanism,
    double noise,
    double limit,
    ComposedLoss epsilon,
    Set<String> notOn,
    String owner,
    String expires,
    String review) {

  static MetricStatement of(Metric metric, Epsilon setTo, Caps caps) {
    Epsilon each = metric.limited(setTo);
    return new MetricStatement(
        metric.id(),
        metric.group(),
        words(metric.design()),
        metric.purpose(),
        metric.unit(),
        metric.weight(),
        says(metric.mechanism()),
        words(metric.mechanism().kind()),
        Math.sqrt(metric.mechanism().noiseVariance(each)),
        metric.epsilon().value(),
        ComposedLoss.of(each, setTo, caps),
        new TreeSet<>(metric.unavailableOn()),
        metric.owner(),
        day(metric.expires()),
        metric.review());
  }

  private static String says(Mechanism mechanism) {
    if (mechanism instanceof MeanMechanism mean) {
      return mean.range().low() + " to " + mean.range().high();
    }
    if (mechanism instanceof RandomizedResponse response) {
      return "one of " + response.categories();
    }
    if (mechanism instanceof HistogramLaplace histogram) {
      List<Double> edges = histogram.edges();
      return "one of " + (edges.size() + 1) + " buckets with edges " + edges;
    }
    throw new AssertionError("the mechanisms are a closed list");
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String day(LocalDate day) {
    return day.toString();
  }
}
