package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files whose form is sound and whose content is not, so that native code sees them. This JVM lives
 * on, every refusal is one line, and the next model runs.
 */
class HostileModelIT {
  private static final int NOT_A_NUMBER = 0x7fc00000;

  @TempDir private Path directory;

  @AfterEach
  void leaveNothing() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void open_contradictoryContent_isRefusedInOneLineOrAnswered() throws IOException {
    Map<String, String> expected = expectations();
    Map<String, byte[]> files = contradictions();
    assertThat(files.keySet()).isEqualTo(expected.keySet());

    for (Map.Entry<String, byte[]> hostile : files.entrySet()) {
      String outcome = outcome(Files.write(directory.resolve("model.gguf"), hostile.getValue()));

      assertThat(outcome)
          .as(hostile.getKey())
          .contains(expected.get(hostile.getKey()))
          .doesNotContain("\n", directory.toString());
    }
    assertThat(outcome(TinyModels.good())).isEqualTo("answered play_music");
  }

  /**
   * What llama.cpp b4916 does, or what is known before it is asked. Some contradictions it does not
   * mind, and some answers are nonsense: that shows in the controls of a suite, not in the file.
   */
  private static Map<String, String> expectations() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    outcomes.put("no layers", "MODEL_FILE it says that it has no layers");
    outcomes.put("a layer too many", "MODEL_FILE the engine refused the model: missing tensor");
    outcomes.put("layers without end", "n > N_MAX");
    outcomes.put("no heads", "'blk.0.attn_q.weight' has wrong shape");
    outcomes.put("three heads", "invalid n_rot: 32, expected 42");
    outcomes.put("a million heads", "invalid n_rot: 32, expected 0");
    outcomes.put("no key-value heads", "'blk.0.attn_k.weight' has wrong shape");
    outcomes.put("three key-value heads", "expected   128,    96");
    outcomes.put("too narrow", "invalid n_rot: 32, expected 16");
    outcomes.put("no width", "invalid n_rot: 32, expected 0");
    outcomes.put("narrow inside", "'blk.0.ffn_gate.weight' has wrong shape");
    outcomes.put("no context", "answered play_music");
    outcomes.put("odd rotation", "invalid n_rot: 7, expected 32");
    outcomes.put("rotation by NaN", "answered ########");
    outcomes.put("epsilon NaN", "ENGINE_FAILURE the engine's process died of SIGABRT");
    outcomes.put("epsilon below 0", "ENGINE_FAILURE the engine's process died of SIGABRT");
    outcomes.put("vocabulary of one", "answered play_music");
    outcomes.put("a float for an integer", "wrong type f32 but expected type u32");
    outcomes.put("key missing", "key not found in model: llama.block_count");
    outcomes.put("tokens missing", "cannot find tokenizer vocab");
    outcomes.put("scores missing", "answered play_music");
    outcomes.put("tokenizer unknown", "key not found in model: tokenizer.ggml.model");
    outcomes.put("end token out of range", "answered play_music");
    outcomes.put("begin token out of range", "answered play_music");
    outcomes.put("tensor twice", "MODEL_FILE it has two tensors 'blk.0.attn_k.weight'");
    outcomes.put("tensor renamed", "missing tensor 'output_norm.weight'");
    outcomes.put("architecture unknown", "NOT_SUPPORTED");
    outcomes.put("tensor of another type", "MODEL_FILE tensor 'blk.");
    outcomes.put("tensor misplaced", "MODEL_FILE tensor 'blk.0.attn_q.weight' begins at 17");
    outcomes.put("weights NaN", "found tensors with invalid data");
    return outcomes;
  }

  private static Map<String, byte[]> contradictions() throws IOException {
    DamagedModel model = DamagedModel.ofTheGoodOne();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("no layers", model.withValue("llama.block_count", 0));
    files.put("a layer too many", model.withValue("llama.block_count", 5));
    files.put("layers without end", model.withValue("llama.block_count", Integer.MAX_VALUE));
    files.put("no heads", model.withValue("llama.attention.head_count", 0));
    files.put("three heads", model.withValue("llama.attention.head_count", 3));
    files.put("a million heads", model.withValue("llama.attention.head_count", 1_000_000));
    files.put("no key-value heads", model.withValue("llama.attention.head_count_kv", 0));
    files.put("three key-value heads", model.withValue("llama.attention.head_count_kv", 3));
    files.put("too narrow", model.withValue("llama.embedding_length", 64));
    files.put("no width", model.withValue("llama.embedding_length", 0));
    files.put("narrow inside", model.withValue("llama.feed_forward_length", 1));
    files.put("no context", model.withValue("llama.context_length", 0));
    files.put("odd rotation", model.withValue("llama.rope.dimension_count", 7));
    files.put("rotation by NaN", model.withValue("llama.rope.freq_base", NOT_A_NUMBER));
    files.put(
        "epsilon NaN", model.withValue("llama.attention.layer_norm_rms_epsilon", NOT_A_NUMBER));
    files.put(
        "epsilon below 0",
        model.withValue("llama.attention.layer_norm_rms_epsilon", Float.floatToIntBits(-1)));
    files.put("vocabulary of one", model.withValue("llama.vocab_size", 1));
    files.put("a float for an integer", model.withType("llama.block_count", 6));
    files.put("key missing", model.renamed("llama.block_count", "llama.block_c0unt"));
    files.put("tokens missing", model.renamed("tokenizer.ggml.tokens", "tokenizer.ggml.tokenz"));
    files.put("scores missing", model.renamed("tokenizer.ggml.scores", "tokenizer.ggml.scorez"));
    files.put("tokenizer unknown", model.renamed("tokenizer.ggml.model", "tokenizer.ggml.m0del"));
    files.put(
        "end token out of range",
        model.withValue("tokenizer.ggml.eos_token_id", Integer.MAX_VALUE));
    files.put(
        "begin token out of range", model.withValue("tokenizer.ggml.bos_token_id", 1_000_000));
    files.put("tensor twice", model.renamed("blk.0.attn_q.weight", "blk.0.attn_k.weight"));
    files.put("tensor renamed", model.renamed("output_norm.weight", "output_nurm.weight"));
    files.put("architecture unknown", model.renamed("llama", "qwen9"));
    files.put("tensor of another type", model.withTensorField("blk.0.attn_q.weight", 20, 2));
    files.put("tensor misplaced", model.withTensorField("blk.0.attn_q.weight", 24, 17));
    files.put("weights NaN", model.withLastBytes(100_000, 0xff));
    return files;
  }

  /** What comes of opening the file and, if that succeeds, of asking something. */
  private static String outcome(Path file) {
    Opening opening = LlamaEngine.of(file, EngineSettings.forProcessors(2)).open();
    if (opening instanceof Opening.Refused refused) {
      return refused.kind() + " " + refused.reason();
    }
    try (var session = ((Opening.Opened) opening).session()) {
      Generation generation =
          session.generate(
              new CompletionRequest(
                  Prompt.text("intent: play jazz\n"), 8, List.of(), Duration.ofSeconds(20)));
      return generation instanceof Generation.Completed completed
          ? "answered " + completed.text()
          : generation.toString();
    }
  }
}
