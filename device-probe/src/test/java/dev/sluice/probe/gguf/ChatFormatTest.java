package dev.sluice.probe.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatFormatTest {

  @TempDir private Path directory;

  @Test
  void of_modelWithTemplate_isWhatItsHeaderSays() throws IOException {
    GgufBytes header =
        new GgufBytes()
            .preamble(3, 0, 6)
            .uint32("tokenizer.ggml.bos_token_id", 1)
            .text("tokenizer.chat_template", " {{ messages }}\n")
            .stringArray("tokenizer.ggml.tokens", "<unk>", "<s>", "</s>")
            .uint32("tokenizer.ggml.eos_token_id", 2)
            .text("tokenizer.ggml.model", "llama")
            .truth("tokenizer.ggml.add_bos_token", false);

    assertThat(read(header))
        .isEqualTo(new ChatFormat(Optional.of(" {{ messages }}\n"), "<s>", "</s>", false));
  }

  @Test
  void of_modelThatSaysNothing_hasNoTemplateAndNoTokens() throws IOException {
    assertThat(read(new GgufBytes().preamble(3, 0, 0)))
        .isEqualTo(new ChatFormat(Optional.empty(), "", "", false));
  }

  @ParameterizedTest
  @CsvSource({"llama, any, true", "gpt2, llama-bpe, true", "gpt2, qwen2, false", "t5, any, false"})
  void of_modelThatDoesNotSay_addsTheBeginTokenAsLlamaCppWould(
      String model, String pretokenizer, boolean adds) throws IOException {
    GgufBytes header =
        new GgufBytes()
            .preamble(3, 0, 2)
            .text("tokenizer.ggml.model", model)
            .text("tokenizer.ggml.pre", pretokenizer);

    assertThat(read(header).addsBeginToken()).isEqualTo(adds);
  }

  @ParameterizedTest
  @CsvSource({"65536, true", "65537, false"})
  void of_longTemplate_isReadUpToItsLimit(int characters, boolean present) throws IOException {
    GgufBytes header =
        new GgufBytes().preamble(3, 0, 1).text("tokenizer.chat_template", "x".repeat(characters));

    assertThat(read(header).template().isPresent()).isEqualTo(present);
  }

  @ParameterizedTest
  @CsvSource({"-1", "3", "2147483647"})
  void of_tokenOutsideOfTheVocabulary_isNone(int id) throws IOException {
    GgufBytes header =
        new GgufBytes()
            .preamble(3, 0, 2)
            .stringArray("tokenizer.ggml.tokens", "a", "b", "c")
            .uint32("tokenizer.ggml.bos_token_id", id);

    assertThat(read(header).beginToken()).isEmpty();
  }

  @Test
  void of_endlessToken_isRefused() {
    GgufBytes header =
        new GgufBytes()
            .preamble(3, 0, 2)
            .stringArray("tokenizer.ggml.tokens", "x".repeat(257))
            .uint32("tokenizer.ggml.bos_token_id", 0);

    assertThatIOException().isThrownBy(() -> read(header)).withMessageContaining("a token");
  }

  private ChatFormat read(GgufBytes header) throws IOException {
    return ChatFormat.of(Files.write(directory.resolve("model.gguf"), header.toByteArray()));
  }
}
