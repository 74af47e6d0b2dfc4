package dev.sluice.probe.llama;

import java.util.Optional;

/**
 * Whether our picture of the library's structures is right: each default that the library's own
 * functions fill in must be found in its place. Another build with another layout fails here, not
 * in the middle of an answer.
 */
final class NativeLayout {
  private static final int TYPE_F16 = 1;
  private static final int UNSPECIFIED = -1;

  private NativeLayout() {}

  /** Empty if it is right. */
  static Optional<String> objection(NativeApi api) {
    if (!isModelParams(api.llama_model_default_params())) {
      return Optional.of("the library's structure of model settings is not the one of b4916");
    }
    if (!isContextParams(api.llama_context_default_params())) {
      return Optional.of("the library's structure of context settings is not the one of b4916");
    }
    return isBatch(api.llama_batch_init(1, 0, 1))
        ? Optional.empty()
        : Optional.of("the library's structure of a batch is not the one of b4916");
  }

  private static boolean isModelParams(NativeApi.ModelParams params) {
    return params.devices == null
        && params.gpuLayers >= 0
        && params.gpuLayers < 10_000
        && params.splitMode == 1
        && params.mainGpu == 0
        && params.tensorSplit == null
        && params.overrides == null
        && params.vocabOnly == 0
        && params.useMmap == 1
        && params.useMlock == 0
        && params.checkTensors == 0;
  }

  private static boolean isContextParams(NativeApi.ContextParams params) {
    return params.contextTokens == 512
        && params.batchTokens == 2_048
        && params.microBatchTokens == 512
        && params.sequencesMax == 1
        && params.ropeScalingType == UNSPECIFIED
        && params.poolingType == UNSPECIFIED
        && params.attentionType == UNSPECIFIED
        && params.yarnExtFactor == -1
        && params.yarnAttnFactor == 1
        && params.yarnBetaFast == 32
        && params.yarnBetaSlow == 1
        && params.evalCallback == null
        && params.typeOfKeys == TYPE_F16
        && params.typeOfValues == TYPE_F16
        && params.logitsAll == 0
        && params.embeddings == 0
        && params.offloadKqv == 1
        && params.flashAttention == 0
        && params.noPerf == 1
        && params.abortCallback == null;
  }

  private static boolean isBatch(NativeApi.Batch batch) {
    return batch.tokenCount == 0
        && batch.tokens != null
        && batch.embeddings == null
        && batch.positions != null
        && batch.sequenceCounts != null
        && batch.sequences != null
        && batch.wantsLogits != null;
  }
}
