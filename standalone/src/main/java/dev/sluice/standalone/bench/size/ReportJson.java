package dev.sluice.standalone.bench.size;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import java.util.HexFormat;

/**
 * A report's content as somebody would write it in JSON: the schema's field names, digests and id
 * in hexadecimal, the day in ISO 8601, no white space, and no padding.
 */
public final class ReportJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReportJson() {}

  /** UTF-8 bytes of the content of an encoded report. */
  public static int bytesOf(byte[] encoded) {
    return render(((Decoded.Value<Report>) Codecs.REPORT.decode(encoded)).value())
        .getBytes(UTF_8)
        .length;
  }

  static String render(Report report) {
    ObjectNode root = JSON.objectNode();
    root.put("id", HexFormat.of().formatHex(report.getId().bytes()));
    root.put("registryDigest", hex(report.getRegistryDigest()));
    root.set("model", model(report.getModel()));
    Baseline baseline = report.getBaseline();
    if (baseline == null) {
      root.putNull("baseline");
    } else {
      root.set("baseline", baseline(baseline));
    }
    root.put("suiteDigest", hex(report.getSuiteDigest()));
    root.put("deviceClass", report.getDeviceClass());
    root.put("day", report.getDay().toString());
    root.put("metric", report.getMetric());
    root.put("mechanism", report.getMechanism().name());
    root.put("nanoEpsilon", report.getNanoEpsilon());
    var payload = root.putArray("payload");
    report.getPayload().forEach(payload::add);
    return root.toString();
  }

  private static ObjectNode model(ModelVersion model) {
    return JSON.objectNode()
        .put("name", model.getName())
        .put("version", model.getVersion())
        .put("ggufDigest", hex(model.getGgufDigest()))
        .put("quantization", model.getQuantization())
        .put("runtimeBuild", model.getRuntimeBuild())
        .put("backend", model.getBackend());
  }

  private static ObjectNode baseline(Baseline baseline) {
    return JSON.objectNode()
        .put("name", baseline.getName())
        .put("version", baseline.getVersion())
        .put("ggufDigest", hex(baseline.getGgufDigest()));
  }

  private static String hex(Digest digest) {
    return Digests.hex(digest);
  }
}
