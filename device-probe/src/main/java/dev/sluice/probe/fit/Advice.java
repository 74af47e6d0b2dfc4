package dev.sluice.probe.fit;

/** One thing to do about a model that does not fit. */
public sealed interface Advice {

  /**
   * Take a file with fewer bits per weight; how much worse its answers are, an eval tells.
   *
   * @param quantization llama.cpp's name, such as {@code Q3_K_M}
   * @param neededBytes about what the model would need then
   */
  record LowerQuantization(String quantization, long neededBytes) implements Advice {}

  /**
   * Run the same file with less context.
   *
   * @param contextTokens the most that fits
   */
  record ShorterContext(int contextTokens, long neededBytes) implements Advice {}

  /**
   * Leave the work to a model on another machine; what that means for privacy, is to be decided.
   */
  record RemoteModel() implements Advice {}
}
