package dev.sluice.probe.disclosure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.tokens.TokenStanding;
import dev.sluice.schemas.Report;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;

/** A preview for people and for programs. */
final class PreviewText {
  private static final int HEX_LINE = 64;

  private PreviewText() {}

  static String table(
      Preview preview, Optional<TokenStanding> tokens, MetricRegistry registry, boolean bytes) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("Nothing is spent, sent or written down by looking.%n%n"));
    Report report = ReportFields.read(preview.bytes());
    line(text, "metric", preview.metric().id() + ": " + preview.metric().purpose());
    line(text, "from", preview.origin().explanation());
    preview.measured().ifPresent(value -> line(text, "measured", value));
    preview
        .beforeNoise()
        .ifPresent(
            value -> line(text, "before noise", plain(value) + ", clipped, rounded or bucketed"));
    line(text, "after noise", report.getPayload() + noise(preview));
    line(text, "budget", budget(preview.decision()));
    tokens.ifPresent(standing -> line(text, "tokens", tokens(standing)));
    text.append(
        String.format(
            "%nEvery field of the report; behind them zeros, up to its %d bytes:%n",
            preview.bytes().length()));
    ReportFields.of(report, registry)
        .forEach((name, value) -> text.append(String.format("  %-20s %s%n", name, value)));
    if (bytes) {
      text.append(String.format("%n"));
      hex(preview).lines().forEach(line -> text.append(String.format("%s%n", line)));
    }
    return text.toString().stripTrailing();
  }

  static String json(
      Preview preview, Optional<TokenStanding> tokens, MetricRegistry registry, boolean bytes) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    Report report = ReportFields.read(preview.bytes());
    root.put("metric", preview.metric().id());
    root.put("origin", preview.origin().word());
    root.put("unit", preview.metric().unit());
    root.put("measured", preview.measured().orElse(null));
    root.put("beforeNoise", preview.beforeNoise().orElse(null));
    ArrayNode payload = root.putArray("afterNoise");
    report.getPayload().forEach(payload::add);
    root.set("budget", LedgerJson.next(preview.decision()));
    tokens.ifPresent(
        standing ->
            root.putObject("tokens")
                .put("issuer", standing.issuer())
                .put("kept", standing.kept())
                .put("most", standing.most()));
    ObjectNode fields = root.putObject("report");
    ReportFields.of(report, registry).forEach(fields::put);
    root.put("bytes", preview.bytes().length());
    if (bytes) {
      root.put("hex", HexFormat.of().formatHex(preview.bytes().toArray()));
    }
    return root.toPrettyString();
  }

  private static String noise(Preview preview) {
    return preview.origin() == Preview.Origin.RECORDED
        ? ""
        : ", an example: the turn draws other noise, and this one is never sent";
  }

  private static String budget(SpendingDecision decision) {
    if (decision instanceof SpendingDecision.Refused refused) {
      return "the turn would say nothing: "
          + refused.reason()
          + refused.allowedFrom().map(day -> "; allowed from " + day).orElse("");
    }
    return decision instanceof SpendingDecision.Granted
        ? "the report is allowed now"
        : "spent: this rollout is answered for this version";
  }

  private static String tokens(TokenStanding standing) {
    String shown =
        standing.kept() == 0
            ? "; one is fetched and shown at once, which is easier to connect by time"
            : "; the report is sent with one of them, without the credential";
    String next = standing.isShort() ? "; a turn that sends nothing fetches another one ahead" : "";
    return standing.words() + shown + next;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String hex(Preview preview) {
    return HexFormat.of()
        .formatHex(preview.bytes().toArray())
        .replaceAll("(.{" + HEX_LINE + "})", "$1\n")
        .stripTrailing();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-13s %s%n", name, value));
  }
}
