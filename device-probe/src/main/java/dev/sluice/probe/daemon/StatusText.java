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
    String because = status.path("running").asBoolean() ? "  because " : "  it waited because ";
    status.path("reasons").forEach(reason -> lines.add(because + words(reason)));
    if (status.has("trouble")) {
      lines.add("  its trouble: " + status.get("trouble").asText());
    }
    status
        .path("networkReasons")
        .forEach(reason -> lines.add("the network is not used: " + words(reason)));
    line(lines, "consent", status.path("consent"));
    line(lines, "flags", status.path("flags"));
    if (status.has("tokens")) {
      lines.add("tokens: " + tokens(status.get("tokens")));
    }
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
    String state = status.path("state").asText();
    if (status.path("running").asBoolean()) {
      return running(state);
    }
    if (state.isEmpty()) {
      return "no daemon runs here, and none has said anything yet";
    }
    return status.path("endedInOrder").asBoolean()
        ? "no daemon runs here; the last one ended in order, and had said:"
        : "no daemon runs here; the last one did not end in order: it was killed, the device went"
            + " off, or its data directory failed it (then its log says so). It had said:";
  }

  private static String running(String state) {
    return switch (state) {
      case "running" -> "a model is being evaluated";
      case "waiting" -> "waiting";
      case "troubled" -> "in trouble";
      case "ended" -> "a daemon begins or ends; what was said last:";
      default -> "a daemon has just begun; what the one before had said:";
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

  private static String tokens(JsonNode tokens) {
    String kept =
        "%d of %d kept, for %s; "
            .formatted(
                tokens.path("kept").asInt(),
                tokens.path("most").asInt(),
                tokens.path("issuer").asText());
    String next =
        switch (tokens.path("next").asText()) {
          case "not-needed" -> "no more are needed";
          case "when-network-is-used" -> "the next is fetched when the network is used";
          case "within-an-hour" -> "the next is fetched within an hour";
          default -> "the next is fetched within a day";
        };
    return kept + next + (tokens.has("trouble") ? "; " + tokens.get("trouble").asText() : "");
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
