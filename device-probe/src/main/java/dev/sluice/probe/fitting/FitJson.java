package dev.sluice.probe.fitting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryEstimate;
import dev.sluice.probe.gguf.GgufModel;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The answer as JSON for programs. All amounts are bytes; what is not known is {@code null}. */
final class FitJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FitJson() {}

  static String render(FitReport report) {
    ObjectNode root = JSON.objectNode();
    if (report.answer() instanceof FitAnswer.Fits fits) {
      root.put("answer", "fits").putNull("reason");
      root.set("memory", memory(fits.estimate(), fits.availableBytes()));
    } else if (report.answer() instanceof FitAnswer.DoesNotFit not) {
      root.put("answer", "does_not_fit").put("reason", FitTable.shortage(not));
      root.set("memory", memory(not.estimate(), not.availableBytes()));
      ArrayNode advice = root.putArray("advice");
      not.advice().forEach(one -> advice.add(AdviceWords.json(one)));
    } else if (report.answer() instanceof FitAnswer.CannotTell cannot) {
      root.put("answer", "cannot_tell").put("reason", cannot.reason()).putNull("memory");
    }
    root.set("model", report.header().map(FitJson::model).orElse(null));
    ObjectNode plan = root.putObject("plan");
    plan.put("contextTokens", report.plan().contextTokens());
    plan.put("batchTokens", report.plan().batchTokens());
    plan.put("cacheType", report.plan().cacheType().toString());
    ObjectNode device = root.putObject("device");
    device.put("kind", report.device().toString());
    device.put("ram", report.ramBytes());
    device.put("headroom", report.device().headroomBytes(report.ramBytes()));
    return root.toPrettyString();
  }

  private static ObjectNode memory(MemoryEstimate estimate, long available) {
    ObjectNode node = JSON.objectNode();
    node.put("weights", estimate.weights());
    node.put("cache", estimate.cache());
    node.put("compute", estimate.compute());
    node.put("runtime", estimate.runtime());
    node.put("needed", estimate.neededBytes());
    node.put("available", available);
    node.put("peakResident", estimate.peakResidentBytes());
    return node;
  }

  private static ObjectNode model(GgufModel model) {
    ObjectNode node = JSON.objectNode();
    node.put("architecture", model.architecture());
    node.put("name", model.name().orElse(null));
    node.put("quantization", model.quantization().orElse(null));
    node.put("fileBytes", model.fileBytes());
    node.put("weightCount", model.weightCount());
    node.put("layers", orNull(model.hyperparameters().blockCount()));
    node.put("trainedContext", orNull(model.contextLength()));
    return node;
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
