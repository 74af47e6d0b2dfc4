package dev.sluice.probe.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The loaded model, in the child. The binding throws a package-private {@code RuntimeException} for
 * whatever the library refuses, hence the catches of that type.
 */
final class ChildModel {
  /** The library puts one beginning-of-text token before a prompt. */
  private static final int BEGIN_TOKENS = 1;

  /** Some vocabularies put a space before the first word, which may become a token. */
  private static final int LEADING_SPACE = 1;

  private final LlamaModel model;
  private final int contextTokens;

  private ChildModel(LlamaModel model, int contextTokens) {
    this.model = model;
    this.contextTokens = contextTokens;
  }

  static ChildModel load(ChildRequest.Load request) {
    return new ChildModel(new LlamaModel(parameters(request)), request.contextTokens());
  }

  static ModelParameters parameters(ChildRequest.Load request) {
    ModelParameters parameters = new ModelParameters();
    setCacheType(parameters, request.cacheType());
    return parameters
        .setModel(request.modelFile())
        .setCtxSize(request.contextTokens())
        .setBatchSize(request.batchTokens())
        .setUbatchSize(request.batchTokens())
        .setThreads(request.threads())
        .setThreadsBatch(request.threads())
        .setParallel(1)
        .setGpuLayers(0)
        // Weights that are not numbers would otherwise answer nonsense without complaint.
        .enableCheckTensors()
        // Otherwise a prompt that is too long is cut in silence.
        .disableContextShift();
  }

  private static void setCacheType(ModelParameters parameters, String name) {
    CacheType type = CacheType.valueOf(name.toUpperCase(Locale.ROOT));
    if (type != CacheType.F16) {
      // The library keeps quantised values only together with flash attention.
      parameters.setCacheTypeK(type).setCacheTypeV(type).enableFlashAttn();
    }
  }

  /**
   * Writes an answer.
   *
   * @param meanwhile called when the engine has begun
   */
  ChildReply complete(ChildRequest.Complete request, Runnable meanwhile) {
    try {
      return fitsForSure(request)
          ? generate(request, meanwhile)
          : generateIfItFits(request, meanwhile);
    } catch (RuntimeException e) {
      return new ChildReply.Rejected("the engine refused the request: " + e.getMessage());
    }
  }

  /** No token is shorter than a byte, so a short prompt need not be cut into tokens twice. */
  private boolean fitsForSure(ChildRequest.Complete request) {
    long bytes = request.prompt().getBytes(StandardCharsets.UTF_8).length;
    return bytes + LEADING_SPACE + BEGIN_TOKENS + request.maxTokens() <= contextTokens;
  }

  private ChildReply generateIfItFits(ChildRequest.Complete request, Runnable meanwhile) {
    int promptTokens = model.encode(request.prompt()).length + BEGIN_TOKENS;
    return promptTokens + request.maxTokens() > contextTokens
        ? new ChildReply.Declined(
            "the prompt has %d tokens and the answer may have %d, more than the context of %d"
                .formatted(promptTokens, request.maxTokens(), contextTokens))
        : generate(request, meanwhile);
  }

  private ChildReply generate(ChildRequest.Complete request, Runnable meanwhile) {
    InferenceParameters parameters = parameters(request);
    StringBuilder text = new StringBuilder();
    long limitNanos = TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
    // Creating the iterator posts the request, so the clock starts before it.
    long start = System.nanoTime();
    long firstNanos = -1;
    LlamaIterator pieces = model.generate(parameters).iterator();
    meanwhile.run();
    while (pieces.hasNext()) {
      text.append(pieces.next().text);
      long elapsed = System.nanoTime() - start;
      firstNanos = firstNanos < 0 ? elapsed : firstNanos;
      if (elapsed > limitNanos) {
        cancel(pieces);
        return new ChildReply.DeadlinePassed();
      }
    }
    long total = System.nanoTime() - start;
    return new ChildReply.Answered(text.toString(), firstNanos < 0 ? total : firstNanos, total);
  }

  private static void cancel(LlamaIterator pieces) {
    if (pieces.hasNext()) {
      pieces.cancel();
    }
  }

  static InferenceParameters parameters(ChildRequest.Complete request) {
    InferenceParameters parameters =
        new InferenceParameters(request.prompt())
            .setNPredict(request.maxTokens())
            .setTemperature((float) request.temperature())
            // With the cache, prompts that share a beginning can come back as garbage: the library
            // clears the key-value cache after its first idle tick but keeps the prompt cache.
            .setCachePrompt(false);
    if (request.temperature() > 0) {
      // The temperature alone: whatever else cuts the distribution differs between engines.
      parameters.setSeed(request.seed()).setTopK(0).setTopP(1).setMinP(0);
    }
    if (!request.grammar().isEmpty()) {
      parameters.setGrammar(request.grammar());
    }
    return request.stop().isEmpty()
        ? parameters
        : parameters.setStopStrings(request.stop().toArray(String[]::new));
  }
}
