package dev.sluice.gate.http;

import dev.sluice.gate.decision.HarmInterval;
import java.util.Locale;

/**
 * One guardrail as a drawing: estimate and interval against zero and margin. Harm points to the
 * right.
 */
final class GuardrailChart {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 74;
  private static final double PADDING = 24;
  private static final double LINE = 34;

  private final double low;
  private final double high;

  private GuardrailChart(double low, double high) {
    this.low = low;
    this.high = high;
  }

  static void write(Html html, HarmInterval harm, double margin, Quantity quantity, String tone) {
    // The scale always holds zero, the margin and the whole interval, and some room on both sides.
    double low = Math.min(harm.low(), -margin / 2);
    double high = Math.max(harm.high(), margin * 1.25);
    double room = (high - low) * 0.04;
    new GuardrailChart(low - room, high + room).draw(html, harm, margin, quantity, tone);
  }

  private void draw(Html html, HarmInterval harm, double margin, Quantity quantity, String tone) {
    html.markup(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"".formatted(WIDTH, HEIGHT))
        .text(
            "harm %s, from %s to %s, margin %s"
                .formatted(
                    quantity.full(harm.estimate()),
                    quantity.signed(harm.low()),
                    quantity.signed(harm.high()),
                    quantity.signed(margin)))
        .markup("\">");
    html.markup(
        svg(
            "<rect class=\"beyond\" x=\"%.1f\" y=\"14\" width=\"%.1f\" height=\"40\"/>",
            x(margin), WIDTH - PADDING - x(margin)));
    line(html, "axis", PADDING, WIDTH - PADDING, LINE, LINE);
    line(html, "zero", x(0), x(0), 12, 56);
    line(html, "margin", x(margin), x(margin), 12, 56);
    line(html, "interval i-" + tone, x(harm.low()), x(harm.high()), LINE, LINE);
    html.markup(
        svg("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"/>", x(harm.estimate()), LINE));
    label(html, x(0), 70, "middle", "0");
    label(html, x(margin), 70, "middle", "margin " + quantity.signed(margin));
    label(html, PADDING, 10, "start", "\u2190 better");
    label(html, WIDTH - PADDING, 10, "end", "harm \u2192");
    html.markup("</svg></div>");
  }

  private double x(double value) {
    return PADDING + (value - low) / (high - low) * (WIDTH - 2 * PADDING);
  }

  private static void line(Html html, String css, double x1, double x2, double y1, double y2) {
    html.markup(
        svg(
            "<line class=\"" + css + "\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
            x1,
            x2,
            y1,
            y2));
  }

  private static void label(Html html, double x, double y, String anchor, String text) {
    html.markup(svg("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"" + anchor + "\">", x, y))
        .text(text)
        .markup("</text>");
  }

  private static String svg(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
