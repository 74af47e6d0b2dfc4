package dev.sluice.probe.llama;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of llama.cpp's C interface that scoring needs, as {@code include/llama.h} of build b4916
 * has it. Structures go by value, so that one field too many or too few corrupts memory: {@link
 * NativeLayout} holds them against the library's own defaults before anything is called.
 */
interface NativeApi extends Library {

  void llama_backend_init();

  ModelParams.ByValue llama_model_default_params();

  ContextParams.ByValue llama_context_default_params();

  @Nullable Pointer llama_model_load_from_file(String path, ModelParams.ByValue params);

  @Nullable Pointer llama_init_from_model(Pointer model, ContextParams.ByValue params);

  Pointer llama_model_get_vocab(Pointer model);

  /** A C bool fills one byte of the register. */
  byte llama_model_has_encoder(Pointer model);

  int llama_vocab_n_tokens(Pointer vocab);

  byte llama_vocab_get_add_eos(Pointer vocab);

  /** The number of tokens, or minus the number that there would be if they do not fit. */
  int llama_tokenize(
      Pointer vocab,
      byte[] text,
      int textLength,
      int[] tokens,
      int tokensMax,
      boolean addSpecial,
      boolean parseSpecial);

  Batch.ByValue llama_batch_init(int tokens, int embeddings, int sequences);

  int llama_decode(Pointer context, Batch.ByValue batch);

  @Nullable Pointer llama_get_logits_ith(Pointer context, int index);

  void llama_kv_self_clear(Pointer context);

  /** Structure llama_model_params; a C bool is one byte. */
  class ModelParams extends Structure {
    public @Nullable Pointer devices;
    public int gpuLayers;
    public int splitMode;
    public int mainGpu;
    public @Nullable Pointer tensorSplit;
    public @Nullable Pointer progressCallback;
    public @Nullable Pointer progressCallbackUserData;
    public @Nullable Pointer overrides;
    public byte vocabOnly;
    public byte useMmap;
    public byte useMlock;
    public byte checkTensors;

    @Override
    protected List<String> getFieldOrder() {
      return List.of(
          "devices",
          "gpuLayers",
          "splitMode",
          "mainGpu",
          "tensorSplit",
          "progressCallback",
          "progressCallbackUserData",
          "overrides",
          "vocabOnly",
          "useMmap",
          "useMlock",
          "checkTensors");
    }

    /** As it is passed and returned. */
    public static final class ByValue extends ModelParams implements Structure.ByValue {}
  }

  /** Structure llama_context_params. */
  class ContextParams extends Structure {
    public int contextTokens;
    public int batchTokens;
    public int microBatchTokens;
    public int sequencesMax;
    public int threads;
    public int threadsBatch;
    public int ropeScalingType;
    public int poolingType;
    public int attentionType;
    public float ropeFreqBase;
    public float ropeFreqScale;
    public float yarnExtFactor;
    public float yarnAttnFactor;
    public float yarnBetaFast;
    public float yarnBetaSlow;
    public int yarnOriginalContext;
    public float defragThreshold;
    public @Nullable Pointer evalCallback;
    public @Nullable Pointer evalCallbackUserData;
    public int typeOfKeys;
    public int typeOfValues;
    public byte logitsAll;
    public byte embeddings;
    public byte offloadKqv;
    public byte flashAttention;
    public byte noPerf;
    public @Nullable Pointer abortCallback;
    public @Nullable Pointer abortCallbackData;

    @Override
    protected List<String> getFieldOrder() {
      return List.of(
          "contextTokens",
          "batchTokens",
          "microBatchTokens",
          "sequencesMax",
          "threads",
          "threadsBatch",
          "ropeScalingType",
          "poolingType",
          "attentionType",
          "ropeFreqBase",
          "ropeFreqScale",
          "yarnExtFactor",
          "yarnAttnFactor",
          "yarnBetaFast",
          "yarnBetaSlow",
          "yarnOriginalContext",
          "defragThreshold",
          "evalCallback",
          "evalCallbackUserData",
          "typeOfKeys",
          "typeOfValues",
          "logitsAll",
          "embeddings",
          "offloadKqv",
          "flashAttention",
          "noPerf",
          "abortCallback",
          "abortCallbackData");
    }

    /** As it is passed and returned. */
    public static final class ByValue extends ContextParams implements Structure.ByValue {}
  }

  /** Structure llama_batch. */
  class Batch extends Structure {
    public int tokenCount;
    public @Nullable Pointer tokens;
    public @Nullable Pointer embeddings;
    public @Nullable Pointer positions;
    public @Nullable Pointer sequenceCounts;
    public @Nullable Pointer sequences;
    public @Nullable Pointer wantsLogits;

    @Override
    protected List<String> getFieldOrder() {
      return List.of(
          "tokenCount",
          "tokens",
          "embeddings",
          "positions",
          "sequenceCounts",
          "sequences",
          "wantsLogits");
    }

    /** As it is passed and returned. */
    public static final class ByValue extends Batch implements Structure.ByValue {}
  }
}
