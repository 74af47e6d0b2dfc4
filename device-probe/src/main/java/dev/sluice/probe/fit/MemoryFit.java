package dev.sluice.probe.fit;

import dev.sluice.probe.gguf.GgufModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a model's memory against a device's. */
public final class MemoryFit {
  private static final int CONTEXT_STEP = 256;

  /**
   * Bits per weight from the largest to the smallest, as llama.cpp's quantize reports them for
   * Llama 3.1 8B. Models with a large vocabulary for their size end some percent higher.
   */
  private static final List<Map.Entry<String, Double>> QUANTIZATIONS =
      List.of(
          Map.entry("Q8_0", 8.50),
          Map.entry("Q6_K", 6.56),
          Map.entry("Q5_K_M", 5.70),
          Map.entry("Q4_K_M", 4.89),
          Map.entry("Q3_K_M", 4.00),
          Map.entry("Q2_K", 3.16));

  /** A file with hardly fewer bits is no help. */
  private static final double WORTHWHILE = 0.95;

  private MemoryFit() {}

  /** Judges a model whose header was found sound. */
  public static FitAnswer judge(GgufModel model, RunPlan plan, long availableBytes) {
    ShapeFinding finding = ShapeFinding.of(model);
    if (finding instanceof ShapeFinding.Unknown unknown) {
      return new FitAnswer.CannotTell(unknown.reason());
    }
    int trained = model.contextLength().orElse(Integer.MAX_VALUE);
    if (plan.contextTokens() > trained) {
      return new FitAnswer.CannotTell(
          "a context of %d tokens was asked for; the model was trained for %d"
              .formatted(plan.contextTokens(), trained));
    }
    return judge(((ShapeFinding.Known) finding).shape(), plan, availableBytes);
  }

  /** Judges a model by its dimensions. */
  public static FitAnswer judge(ModelShape shape, RunPlan plan, long availableBytes) {
    CacheType cache = plan.cacheType();
    if (!cache.divides(shape.keyLength()) || !cache.divides(shape.valueLength())) {
      return new FitAnswer.CannotTell(
          "llama.cpp keeps no %s cache for heads of %d and %d: not whole blocks of 32"
              .formatted(cache, shape.keyLength(), shape.valueLength()));
    }
    try {
      MemoryEstimate estimate = MemoryModel.estimate(shape, plan);
      return estimate.neededBytes() <= availableBytes
          ? new FitAnswer.Fits(estimate, availableBytes)
          : new FitAnswer.DoesNotFit(estimate, availableBytes, advice(shape, plan, availableBytes));
    } catch (ArithmeticException overflow) {
      return new FitAnswer.CannotTell("its header states absurd dimensions");
    }
  }

  private static List<Advice> advice(ModelShape shape, RunPlan plan, long availableBytes) {
    List<Advice> advice = new ArrayList<>();
    lowerQuantization(shape, plan, availableBytes).ifPresent(advice::add);
    shorterContext(shape, plan, availableBytes).ifPresent(advice::add);
    advice.add(new Advice.RemoteModel());
    return advice;
  }

  /** The most bits that fit. */
  private static Optional<Advice> lowerQuantization(
      ModelShape shape, RunPlan plan, long availableBytes) {
    long others = MemoryModel.estimate(shape, plan).neededBytes() - shape.weightBytes();
    for (Map.Entry<String, Double> candidate : QUANTIZATIONS) {
      double weights = shape.weightCount() * candidate.getValue() / 8;
      long needed = (long) weights + others;
      if (weights <= shape.weightBytes() * WORTHWHILE && needed <= availableBytes) {
        return Optional.of(new Advice.LowerQuantization(candidate.getKey(), needed));
      }
    }
    return Optional.empty();
  }

  /** The longest context that fits, to {@value #CONTEXT_STEP} tokens; memory grows with it. */
  private static Optional<Advice> shorterContext(
      ModelShape shape, RunPlan plan, long availableBytes) {
    int fits = 0;
    int tooMany = (plan.contextTokens() - 1) / CONTEXT_STEP + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) >>> 1;
      if (needed(shape, plan, middle) <= availableBytes) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits == 0
        ? Optional.empty()
        : Optional.of(new Advice.ShorterContext(fits * CONTEXT_STEP, needed(shape, plan, fits)));
  }

  private static long needed(ModelShape shape, RunPlan plan, int steps) {
    return MemoryModel.estimate(shape, plan.withContextTokens(steps * CONTEXT_STEP)).neededBytes();
  }
}
