package dev.sluice.gate.http;

import dev.sluice.gate.decision.Observation;
import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What guards nothing, one line a category with both arms beside each other. Reasons of which
 * nothing can be told from noise are left out.
 */
final class ObservationTable {
  private static final Map<String, String> NAMES =
      Map.of("invalid", "broken harness", "eligible", "can take the release");

  private ObservationTable() {}

  static void write(Html html, Policy policy, List<Observation> observations) {
    html.markup("<h2>Whom this speaks of</h2><p class=\"soft small\">");
    html.text(
        "Shares of each arm's devices, with 95 % intervals of noise and sampling. They decide"
            + " nothing, but that an arm with more than %s of broken harnesses counts as no data."
                .formatted(percent(policy.invalidHarnessLimit())));
    html.markup("</p><section class=\"card scroll\">");
    Map<String, Map<Arm, Observation>> rows = rows(observations);
    if (rows.isEmpty()) {
      html.markup("<span class=\"soft\">Too few reports so far.</span></section>");
      return;
    }
    html.markup("<table><tr><th></th><th>control</th><th>candidate</th></tr>");
    rows.forEach((name, row) -> write(html, name, row));
    html.markup("</table></section>");
  }

  private static void write(Html html, String name, Map<Arm, Observation> row) {
    html.markup("<tr class=\"num\">").element("td", "", name);
    for (Arm arm : Arm.values()) {
      Observation observation = row.get(arm);
      html.element("td", "", observation == null ? "" : text(observation));
    }
    html.markup("</tr>");
  }

  private static String text(Observation observation) {
    return "%s \u00b1 %s"
        .formatted(
            percent(observation.share()), percent((observation.high() - observation.low()) / 2));
  }

  private static Map<String, Map<Arm, Observation>> rows(List<Observation> observations) {
    Map<String, Map<Arm, Observation>> rows = new LinkedHashMap<>();
    for (Observation observation : observations) {
      rows.computeIfAbsent(name(observation), any -> new LinkedHashMap<>())
          .put(observation.arm(), observation);
    }
    rows.entrySet().removeIf(row -> !NAMES.containsValue(row.getKey()) && noise(row.getValue()));
    return rows;
  }

  private static String name(Observation observation) {
    return NAMES.getOrDefault(
        observation.category(), "cannot: " + observation.category().replace('-', ' '));
  }

  private static boolean noise(Map<Arm, Observation> row) {
    return row.values().stream().allMatch(observation -> observation.low() <= 0);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
