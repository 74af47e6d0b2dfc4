package dev.sluice.proof.statement;

import java.util.Locale;

/** A statement in the words of the people that it is about. */
public final class PlainText {
  private PlainText() {}

  /** The text, with a line feed at its end. */
  public static String of(PrivacyStatement statement) {
    StringBuilder text = new StringBuilder();
    ComposedLoss loss = statement.epsilon();
    text.append(
        String.format(
            Locale.ROOT,
            """
            What may leave this device, and nothing else: one number at a time, about one model version,
            drawn by lot from the list below before anything is measured, and noised before it leaves. It
            goes with a random id, the versions of the model and of one that it was compared with,
            digests of the test suites and of this list, the coarse class of the device and the day; with
            no name of the device or its owner, no time of day, no text.

            One report loses epsilon %s: whoever thought two things about this device equally likely can
            be no more than %.0f %% sure after seeing it. A device answers once about a version (%s), at
            most %d times in %d days, which adds up to epsilon %s, and to epsilon %s in all its life
            (losses add; no report is ever taken back). What is missing is reported as the worst value.

            """,
            number(loss.perReport()),
            100 * ComposedLoss.certainty(loss.perReport()),
            statement.epoch(),
            statement.reportsPerWindow(),
            statement.windowDays(),
            number(loss.perWindow()),
            number(loss.forLife())));
    statement.metrics().forEach(metric -> append(text, metric));
    text.append("Registry ").append(statement.registry()).append('\n');
    return text.toString();
  }

  private static void append(StringBuilder text, MetricStatement metric) {
    text.append(
        String.format(
            Locale.ROOT,
            """
            %s (%s, %s): %s
              Before noise: %s; %s.
              Noise of one report: %s, standard deviation up to %s.
              Drawn %d times in a thousand%s. Epsilon %s a report (limit %s); if all reports were \
            about it, %s in a window and %s for life.
              Owner %s, until %s, reviewed in %s.

            """,
            metric.metric(),
            metric.group(),
            metric.design(),
            metric.purpose(),
            metric.says(),
            metric.unit(),
            metric.mechanism(),
            number(metric.noise()),
            metric.drawnOfThousand(),
            metric.notOn().isEmpty() ? "" : ", never on " + String.join(", ", metric.notOn()),
            number(metric.epsilon().perReport()),
            number(metric.limit()),
            number(metric.epsilon().perWindow()),
            number(metric.epsilon().forLife()),
            metric.owner(),
            metric.expires(),
            metric.review()));
  }

  private static String number(double value) {
    String digits = String.format(Locale.ROOT, "%.3g", value);
    return digits.contains(".") && !digits.contains("e")
        ? digits.replaceFirst("\\.?0+$", "")
        : digits;
  }
}
