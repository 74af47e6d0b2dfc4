package dev.sluice.probe.engine;

import java.util.HashSet;
import java.util.List;

/**
 * The only texts that an answer may be, whole and character for character.
 *
 * @param texts 2 to 64 different ones of 1 to 1,000 characters
 */
public record AnswerChoices(List<String> texts) {
  public AnswerChoices {
    texts = List.copyOf(texts);
    if (texts.size() < 2 || texts.size() > 64 || new HashSet<>(texts).size() < texts.size()) {
      throw new IllegalArgumentException("choices must be 2 to 64 different texts, were " + texts);
    }
    if (texts.stream().anyMatch(text -> text.isEmpty() || text.length() > 1_000)) {
      throw new IllegalArgumentException("choices must have 1 to 1000 characters each");
    }
  }
}
