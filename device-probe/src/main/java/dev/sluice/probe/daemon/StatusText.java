package dev.sluice.probe.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A daemon's status in plain words. */
final class StatusText {
  private StatusText() {}

  static String of(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(state(status));
    status.path("reasons").forEach(reason -> lines.add("  because " + words(reason)));
    if (status.has("trouble")) {
      lines.add("  because " + status.get("trouble").asText());
    }
    status
        .path("networkReasons")
        .forEach(reason -> lines.add("the network is not used: " + words(reason)));
    line(lines, "consent", status.path("consent"));
    line(lines, "flags", status.path("flags"));
    status.path("models").forEach(model -> lines.add(model(model)));
    line(lines, "reports that wait to be sent", status.path("reportsWaiting"));
    if (status.has("spentToday")) {
      JsonNode spent = status.get("spentToday");
      lines.add(
          "spent today: %d s, %d J"
              .formatted(spent.path("seconds").asLong(), spent.path("joules").asLong()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String state(JsonNode status) {
    if (!status.path("running").asBoolean()) {
      return status.has("state") && !status.path("state").asText().equals("ended")
          ? "no daemon runs here now; what was said last:"
          : "no daemon runs here";
    }
    return switch (status.path("state").asText()) {
      case "running" -> "a model is being evaluated";
      case "waiting" -> "waiting";
      default -> "in trouble";
    };
  }

  private static String model(JsonNode model) {
    String line =
        "%s: run %s (%s of rollout %s)"
            .formatted(
                model.path("model").asText(),
                model.path("version").asText(),
                model.path("part").asText(),
                model.path("rollout").asText());
    return model.has("noReport") ? line + ", no report: " + model.get("noReport").asText() : line;
  }

  private static String words(JsonNode reason) {
    return reason.path("words").asText();
  }

  private static void line(List<String> lines, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      lines.add(name + ": " + value.asText());
    }
  }
}
