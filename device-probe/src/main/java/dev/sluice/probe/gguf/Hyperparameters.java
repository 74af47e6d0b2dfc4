package dev.sluice.probe.gguf;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The network's dimensions as the header's author stated them. What is missing is absent and
 * nothing is filled in; a statement that is no number from 1 to 2,147,483,647 is 0.
 *
 * @param blockCount layers
 * @param embeddingLength width between the layers
 * @param feedForwardLengths width inside the layers: one number for all of them, or one for each
 * @param headCounts query heads, in the same form
 * @param keyValueHeadCounts heads that keys and values are kept for, in the same form
 * @param keyLength width of one head's key
 * @param valueLength width of one head's value
 * @param slidingWindow tokens that some layers look back at most
 * @param expertCount experts of a mixture
 * @param vocabularySize entries of the tokenizer's list, else what the header claims
 */
public record Hyperparameters(
    OptionalInt blockCount,
    OptionalInt embeddingLength,
    List<Integer> feedForwardLengths,
    List<Integer> headCounts,
    List<Integer> keyValueHeadCounts,
    OptionalInt keyLength,
    OptionalInt valueLength,
    OptionalInt slidingWindow,
    OptionalInt expertCount,
    OptionalInt vocabularySize) {

  public Hyperparameters {
    Objects.requireNonNull(blockCount, "blockCount");
    Objects.requireNonNull(embeddingLength, "embeddingLength");
    feedForwardLengths = List.copyOf(feedForwardLengths);
    headCounts = List.copyOf(headCounts);
    keyValueHeadCounts = List.copyOf(keyValueHeadCounts);
    Objects.requireNonNull(keyLength, "keyLength");
    Objects.requireNonNull(valueLength, "valueLength");
    Objects.requireNonNull(slidingWindow, "slidingWindow");
    Objects.requireNonNull(expertCount, "expertCount");
    Objects.requireNonNull(vocabularySize, "vocabularySize");
  }

  static Hyperparameters of(GgufMetadata metadata, String architecture) {
    Keys keys = new Keys(metadata, architecture + ".");
    OptionalInt tokens = plausible(metadata.arrayLength("tokenizer.ggml.tokens"));
    return new Hyperparameters(
        keys.one("block_count"),
        keys.one("embedding_length"),
        keys.byLayer("feed_forward_length"),
        keys.byLayer("attention.head_count"),
        keys.byLayer("attention.head_count_kv"),
        keys.one("attention.key_length"),
        keys.one("attention.value_length"),
        keys.one("attention.sliding_window"),
        keys.one("expert_count"),
        tokens.isPresent() ? tokens : keys.one("vocab_size"));
  }

  static OptionalInt plausible(OptionalLong claimed) {
    return claimed.isPresent() && isPlausible(claimed.getAsLong())
        ? OptionalInt.of((int) claimed.getAsLong())
        : OptionalInt.empty();
  }

  private static boolean isPlausible(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE;
  }

  private static int orZero(long claimed) {
    return isPlausible(claimed) ? (int) claimed : 0;
  }

  private record Keys(GgufMetadata metadata, String prefix) {
    private OptionalInt one(String key) {
      OptionalLong claimed = metadata.integer(prefix + key);
      return claimed.isPresent()
          ? OptionalInt.of(orZero(claimed.getAsLong()))
          : OptionalInt.empty();
    }

    private List<Integer> byLayer(String key) {
      return metadata.integers(prefix + key).stream().map(Hyperparameters::orZero).toList();
    }
  }
}
