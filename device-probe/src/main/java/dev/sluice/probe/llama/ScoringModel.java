package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.sluice.probe.engine.LogLikelihood;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A model loaded through the library's C interface, in a child of its own: the binding hides its
 * model, and one child never has two.
 */
final class ScoringModel {
  /** ggml's numbers of the types that a cache can have. */
  private static final Map<String, Integer> CACHE_TYPES = Map.of("f16", 1, "q4_0", 2, "q8_0", 8);

  private final NativeApi api;
  private final Pointer context;
  private final Pointer vocabulary;
  private final NativeApi.Batch.ByValue batch;
  private final Pointer tokenIds;
  private final Pointer positions;
  private final Pointer sequenceCounts;
  private final Pointer sequences;
  private final Pointer wantsLogits;
  private final int contextTokens;
  private final int batchTokens;
  private final boolean addsEnd;

  private ScoringModel(
      NativeApi api, Pointer context, Pointer vocabulary, ChildRequest.Load request) {
    this.api = api;
    this.context = context;
    this.vocabulary = vocabulary;
    this.contextTokens = request.contextTokens();
    this.batchTokens = request.batchTokens();
    this.addsEnd = api.llama_vocab_get_add_eos(vocabulary) != 0;
    this.batch = api.llama_batch_init(batchTokens, 0, 1);
    // NativeLayout has seen that they are there.
    this.tokenIds = Objects.requireNonNull(batch.tokens);
    this.positions = Objects.requireNonNull(batch.positions);
    this.sequenceCounts = Objects.requireNonNull(batch.sequenceCounts);
    this.sequences = Objects.requireNonNull(batch.sequences);
    this.wantsLogits = Objects.requireNonNull(batch.wantsLogits);
  }

  /** Null when the library refuses the model; the reason is in its log. */
  static @Nullable ScoringModel load(NativeApi api, ChildRequest.Load request) {
    NativeApi.ModelParams.ByValue modelParams = api.llama_model_default_params();
    modelParams.gpuLayers = 0;
    modelParams.checkTensors = 1;
    Pointer model = api.llama_model_load_from_file(request.modelFile(), modelParams);
    if (model == null || api.llama_model_has_encoder(model) != 0) {
      return null;
    }
    Pointer context = api.llama_init_from_model(model, contextParams(api, request));
    return context == null
        ? null
        : new ScoringModel(api, context, api.llama_model_get_vocab(model), request);
  }

  private static NativeApi.ContextParams.ByValue contextParams(
      NativeApi api, ChildRequest.Load request) {
    NativeApi.ContextParams.ByValue params = api.llama_context_default_params();
    params.contextTokens = request.contextTokens();
    params.batchTokens = request.batchTokens();
    params.microBatchTokens = request.batchTokens();
    params.threads = request.threads();
    params.threadsBatch = request.threads();
    int type = CACHE_TYPES.getOrDefault(request.cacheType(), 1);
    params.typeOfKeys = type;
    params.typeOfValues = type;
    params.flashAttention = (byte) (type == 1 ? 0 : 1);
    return params;
  }

  ChildReply score(ChildRequest.Score request) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
    long start = System.nanoTime();
    List<LogLikelihood> likelihoods = new ArrayList<>();
    for (String continuation : request.continuations()) {
      ContinuationTokens tokens = tokens(request.prompt(), continuation);
      if (tokens.all.length > contextTokens) {
        return new ChildReply.Declined(
            "prompt and continuation have %d tokens, more than the context of %d"
                .formatted(tokens.all.length, contextTokens));
      }
      if (tokens.length() < 1) {
        return new ChildReply.Declined("a continuation has no token of its own");
      }
      double sum = 0;
      api.llama_kv_self_clear(context);
      for (int from = 0; from < tokens.all.length - 1; from += batchTokens) {
        if (System.nanoTime() > deadline) {
          return new ChildReply.DeadlinePassed();
        }
        int to = Math.min(from + batchTokens, tokens.all.length - 1);
        int failure = decode(tokens, from, to);
        if (failure != 0) {
          return new ChildReply.Rejected("the engine could not compute the text: " + failure);
        }
        sum += logProbabilities(tokens, from, to);
      }
      if (!Double.isFinite(sum)) {
        return new ChildReply.Rejected("the engine's probabilities are no numbers");
      }
      likelihoods.add(new LogLikelihood(Math.min(0, sum), tokens.length()));
    }
    return new ChildReply.Scored(likelihoods, System.nanoTime() - start);
  }

  /**
   * Prompt and continuation are cut into tokens together, as a model would meet them; the
   * continuation begins where that differs from the prompt alone. A token that reaches over the
   * seam, such as a blank at the prompt's end and the first word, so belongs to the continuation.
   */
  private ContinuationTokens tokens(String prompt, String continuation) {
    int[] all = tokenize(prompt + continuation);
    int difference = Arrays.mismatch(all, tokenize(prompt));
    return new ContinuationTokens(all, difference < 0 ? all.length : difference);
  }

  private int[] tokenize(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int[] tokens = new int[bytes.length + 8];
    int count =
        api.llama_tokenize(vocabulary, bytes, bytes.length, tokens, tokens.length, true, true);
    if (count < 0) {
      throw new IllegalStateException("a text has more tokens than bytes");
    }
    return Arrays.copyOf(tokens, addsEnd && count > 0 ? count - 1 : count);
  }

  private int decode(ContinuationTokens tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      int place = i - from;
      tokenIds.setInt(4L * place, tokens.all[i]);
      positions.setInt(4L * place, i);
      sequenceCounts.setInt(4L * place, 1);
      sequences.getPointer((long) Native.POINTER_SIZE * place).setInt(0, 0);
      wantsLogits.setByte(place, (byte) (tokens.isPredictedAfter(i) ? 1 : 0));
    }
    batch.tokenCount = to - from;
    return api.llama_decode(context, batch);
  }

  /** What the places from {@code from} to {@code to} say about the tokens after them. */
  private double logProbabilities(ContinuationTokens tokens, int from, int to) {
    int size = api.llama_vocab_n_tokens(vocabulary);
    double sum = 0;
    for (int i = from; i < to; i++) {
      if (tokens.isPredictedAfter(i)) {
        Pointer scores = Objects.requireNonNull(api.llama_get_logits_ith(context, i - from));
        float[] logits = scores.getFloatArray(0, size);
        sum += LogSoftmax.of(logits, tokens.all[i + 1]);
      }
    }
    return sum;
  }

  /** The tokens of a prompt and its continuation. */
  private static final class ContinuationTokens {
    private final int[] all;
    private final int first;

    /**
     * Tokens.
     *
     * @param first place of the first that belongs to the continuation
     */
    private ContinuationTokens(int[] all, int first) {
      this.all = all;
      this.first = first;
    }

    private int length() {
      return all.length - first;
    }

    private boolean isPredictedAfter(int place) {
      return place + 1 >= first && place + 1 < all.length;
    }
  }
}
