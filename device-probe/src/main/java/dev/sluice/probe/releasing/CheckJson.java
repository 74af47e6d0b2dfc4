package dev.sluice.probe.releasing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.fitting.AdviceWords;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.Permission;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.release.RemoteRoute;
import dev.sluice.probe.release.Routing;
import dev.sluice.probe.release.Variant;
import java.util.Map;

/** The verdict as JSON for programs; what does not apply is {@code null} or empty. */
final class CheckJson {
  private CheckJson() {}

  static String render(ReleaseManifest manifest, Eligibility verdict) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("eligible", verdict instanceof Eligibility.Eligible);
    root.putObject("release")
        .put("name", manifest.release().name())
        .put("version", manifest.release().version())
        .put("sequence", manifest.release().sequence());
    root.putNull("countedReason").putNull("variant").putNull("memory");
    ArrayNode reasons = root.putArray("reasons");
    ArrayNode advice = root.putArray("advice");
    if (verdict instanceof Eligibility.Eligible eligible) {
      root.set("variant", variant(eligible.variant()));
      eligible
          .memory()
          .ifPresent(
              fits ->
                  root.putObject("memory")
                      .put("needed", fits.estimate().neededBytes())
                      .put("available", fits.availableBytes()));
    } else if (verdict instanceof Eligibility.NotEligible not) {
      root.put("countedReason", not.first().word());
      not.objections()
          .forEach(
              one ->
                  reasons
                      .addObject()
                      .put("reason", one.reason().word())
                      .put("detail", one.detail()));
      not.advice().forEach(one -> advice.add(AdviceWords.json(one)));
    }
    root.set("route", route(manifest.remoteRoute(), verdict instanceof Eligibility.Eligible));
    ObjectNode capabilities = root.putObject("capabilities");
    for (Map.Entry<String, Permission> entry : manifest.capabilities().entrySet()) {
      capabilities.put(entry.getKey(), entry.getValue().word());
    }
    return root.toPrettyString();
  }

  private static ObjectNode route(RemoteRoute route, boolean eligible) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mode", route.mode().name());
    node.put("url", route.url().map(Object::toString).orElse(null));
    node.set("online", destination(Routing.of(route, eligible, true)));
    node.set("offline", destination(Routing.of(route, eligible, false)));
    return node;
  }

  private static ObjectNode destination(Routing routing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (routing instanceof Routing.Remote) {
      return node.put("to", "remote");
    }
    return routing instanceof Routing.Nowhere nowhere
        ? node.put("to", "nowhere").put("reason", nowhere.reason())
        : node.put("to", "device");
  }

  private static ObjectNode variant(Variant variant) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", variant.file()).put("quantization", variant.quantization());
    node.put("sha256", variant.sha256()).put("sizeBytes", variant.sizeBytes());
    ArrayNode urls = node.putArray("urls");
    variant.urls().forEach(url -> urls.add(url.toString()));
    return node;
  }
}
