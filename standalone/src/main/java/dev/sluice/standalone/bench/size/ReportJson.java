package dev.sluice.standalone.bench.size;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.apache.avro.generic.GenericFixed;

/**
 * A report's content as somebody would write it in JSON: the schema's field names, digests and id
 * in hexadecimal, the day in ISO 8601, names and figures for what the record has numbers for, no
 * white space, and no padding.
 */
public final class ReportJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final MetricRegistry registry;

  /** For reports by one registry. */
  public ReportJson(MetricRegistry registry) {
    this.registry = registry;
  }

  /** UTF-8 bytes of the content of an encoded report. */
  public int bytesOf(byte[] encoded) {
    return render(((Decoded.Value<Report>) ReportFormat.decode(encoded)).value())
        .getBytes(UTF_8)
        .length;
  }

  String render(Report report) {
    ObjectNode root = JSON.objectNode();
    root.put("id", hex(report.getId()));
    root.put("registryDigest", hex(report.getRegistryDigest()));
    root.put("suiteDigest", hex(report.getSuiteDigest()));
    root.put("day", report.getDay().toString());
    root.put("metric", registry.metricAt(report.getMetric()).orElseThrow().id());
    root.put("deviceClass", registry.deviceClassAt(report.getDeviceClass()).orElseThrow());
    root.put(
        "epsilonTier",
        new BigDecimal(registry.epsilonTierAt(report.getEpsilonTier()).orElseThrow().toString()));
    root.set("model", model(report.getModel()));
    ReportedBaseline baseline = report.getBaseline();
    if (baseline == null) {
      root.putNull("baseline");
    } else {
      root.set("baseline", baseline(baseline));
    }
    var payload = root.putArray("payload");
    report.getPayload().forEach(payload::add);
    return root.toString();
  }

  private static ObjectNode model(ReportedModel model) {
    return JSON.objectNode()
        .put("name", model.getName())
        .put("version", model.getVersion())
        .put("ggufDigest", hex(model.getGgufDigest()))
        .put("quantization", model.getQuantization().name())
        .put("engine", model.getEngine().name())
        .put("build", model.getBuild())
        .put("cacheType", model.getCacheType().name())
        .put("backend", model.getBackend().name())
        .put("context", 1L << model.getContext());
  }

  private static ObjectNode baseline(ReportedBaseline baseline) {
    return JSON.objectNode()
        .put("version", baseline.getVersion())
        .put("ggufDigest", hex(baseline.getGgufDigest()));
  }

  private static String hex(GenericFixed bits) {
    return HexFormat.of().formatHex(bits.bytes());
  }
}
