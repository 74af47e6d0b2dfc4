package dev.sluice.probe.doctor;

import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.fitting.ByteSize;
import dev.sluice.probe.gguf.GgufFault;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import java.nio.file.Path;
import java.util.Optional;

/** The model file is whole, and fits. */
record ModelCheck(Optional<Path> model, int contextTokens, long availableBytes) implements Check {
  @Override
  public String name() {
    return "model";
  }

  @Override
  public Finding run() {
    if (model.isEmpty()) {
      return Finding.notChecked("no file was named (--model)");
    }
    GgufInspection inspection = GgufReader.inspect(model.get());
    if (inspection instanceof GgufInspection.Unusable unusable) {
      return Finding.problem(model.get() + ": " + unusable.message(), remedy(unusable.fault()));
    }
    return fit(((GgufInspection.Sound) inspection).model());
  }

  /** Only what was damaged on its way is mended by the way. */
  static String remedy(GgufFault fault) {
    return switch (fault) {
      case MISSING -> "look at the path, or fetch the file";
      case NOT_A_FILE -> "name the model's file itself";
      case UNREADABLE -> "let this user read it, and look whether its disk is sound";
      case EMPTY, NOT_GGUF, TRUNCATED, CORRUPT -> "fetch the file again, and check its SHA-256";
      case UNSUPPORTED, NOT_A_MODEL -> "fetch another file of the model: one whole GGUF";
    };
  }

  private Finding fit(GgufModel header) {
    int context = Math.min(contextTokens, header.contextLength().orElse(contextTokens));
    RunPlan plan =
        new RunPlan(
            Math.max(context, RunPlan.MIN_CONTEXT_TOKENS),
            RunPlan.DEFAULT_BATCH_TOKENS,
            CacheType.F16);
    FitAnswer answer = MemoryFit.judge(header, plan, availableBytes);
    if (answer instanceof FitAnswer.CannotTell cannot) {
      return Finding.warning(
          "the header is sound; whether it fits cannot be told: " + cannot.reason(),
          "try it: probe eval --limit 1");
    }
    if (answer instanceof FitAnswer.DoesNotFit not) {
      return Finding.problem(
          "it needs %s with a context of %d; %s may be used"
              .formatted(
                  ByteSize.text(not.estimate().neededBytes()),
                  plan.contextTokens(),
                  ByteSize.text(availableBytes)),
          "'probe fit' says what would help");
    }
    FitAnswer.Fits fits = (FitAnswer.Fits) answer;
    return Finding.ok(
        "the header is sound; it needs %s with a context of %d, and that fits"
            .formatted(ByteSize.text(fits.estimate().neededBytes()), plan.contextTokens()));
  }
}
