package dev.sluice.suites;

/**
 * What one run of the suite costs a device at most, as its author counted it.
 *
 * @param promptTokens read, 1 to 999,999,999
 * @param answerTokens written, 1 to 999,999,999
 */
public record ExpectedCost(int promptTokens, int answerTokens) {

  private static final int MAX_TOKENS = 999_999_999;

  public ExpectedCost {
    Bounds.range("promptTokens", promptTokens, 1, MAX_TOKENS);
    Bounds.range("answerTokens", answerTokens, 1, MAX_TOKENS);
  }
}
