package dev.sluice.probe.llama;

import java.util.List;

/** What the parent asks of the child, one at a time. */
sealed interface ChildRequest {

  /** Loads the child's one model; the first request. */
  record Load(String modelFile, int threads, int contextTokens, int batchTokens, String cacheType)
      implements ChildRequest {}

  /** Weighs texts as continuations of a prompt; only for a child that scores. */
  record Score(String prompt, List<String> continuations, long timeoutMillis)
      implements ChildRequest {
    public Score {
      continuations = List.copyOf(continuations);
    }
  }

  /**
   * Continues a prompt.
   *
   * @param temperature 0 is greedy
   * @param seed counts only at a temperature
   * @param grammar in llama.cpp's GBNF; empty when the text is free
   */
  record Complete(
      String prompt,
      int maxTokens,
      List<String> stop,
      long timeoutMillis,
      double temperature,
      int seed,
      String grammar)
      implements ChildRequest {
    public Complete {
      stop = List.copyOf(stop);
    }

    /** Greedily, and a free text. */
    Complete(String prompt, int maxTokens, List<String> stop, long timeoutMillis) {
      this(prompt, maxTokens, stop, timeoutMillis, 0, 0, "");
    }
  }

  /** Asks all that was gathered; only the bare loop gathers. */
  record Go() implements ChildRequest {}
}
