package dev.sluice.probe.gguf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a model's file says about the form of a chat.
 *
 * @param template the Jinja template ({@code tokenizer.chat_template}); absent when the file has
 *     none, or one of more than 64 KiB
 * @param beginToken text of the token that begins an input; empty when the file does not say
 * @param endToken text of the token that ends an answer; empty when the file does not say
 * @param addsBeginToken whether llama.cpp puts the begin token before every prompt
 */
public record ChatFormat(
    Optional<String> template, String beginToken, String endToken, boolean addsBeginToken) {

  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final int MAX_TOKEN_BYTES = 256;

  /** Byte-pair vocabularies before which llama.cpp b4916 puts a begin token unless told not to. */
  private static final Set<String> PRETOKENIZERS_WITH_BEGIN =
      Set.of("llama3", "llama-v3", "llama-bpe", "falcon3", "tekken", "chameleon");

  public ChatFormat {
    Objects.requireNonNull(template, "template");
    Objects.requireNonNull(beginToken, "beginToken");
    Objects.requireNonNull(endToken, "endToken");
  }

  /**
   * Reads it from a model file.
   *
   * @throws IOException also when the file's header is no sound GGUF header
   */
  public static ChatFormat of(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      GgufMetadata metadata = GgufReader.readMetadata(channel);
      return new ChatFormat(
          metadata.chatTemplate(),
          token(channel, metadata, metadata.integer("tokenizer.ggml.bos_token_id")),
          token(channel, metadata, metadata.integer("tokenizer.ggml.eos_token_id")),
          addsBeginToken(metadata));
    } catch (MalformedGgufException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String token(SeekableByteChannel channel, GgufMetadata metadata, OptionalLong id)
      throws IOException, MalformedGgufException {
    long count = metadata.arrayLength(TOKENS).orElse(0);
    if (id.isEmpty() || id.getAsLong() < 0 || id.getAsLong() >= count) {
      return "";
    }
    channel.position(0);
    GgufInput input = new GgufInput(channel);
    input.skip(metadata.arrayStart(TOKENS).orElseThrow());
    for (long i = 0; i < id.getAsLong(); i++) {
      input.skipString("a token");
    }
    return input.readString(MAX_TOKEN_BYTES, "a token");
  }

  private static boolean addsBeginToken(GgufMetadata metadata) {
    Optional<Boolean> stated = metadata.truth("tokenizer.ggml.add_bos_token");
    return stated.orElseGet(
        () ->
            switch (metadata.text("tokenizer.ggml.model").orElse("")) {
              case "llama", "bert" -> true;
              case "gpt2" ->
                  metadata
                      .text("tokenizer.ggml.pre")
                      .filter(PRETOKENIZERS_WITH_BEGIN::contains)
                      .isPresent();
              default -> false;
            });
  }
}
