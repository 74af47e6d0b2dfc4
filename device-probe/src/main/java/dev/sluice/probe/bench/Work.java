package dev.sluice.probe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.probe.engine.TokenCounts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Some passes over the prompts. Speeds may only be compared where the same was done.
 *
 * @param passes how many
 * @param answersDigest SHA-256 of all the answers in order, as hex
 * @param promptTokens tokens that were read, by the engine's own account
 * @param promptNanos time the engine spent reading them
 * @param generatedTokens tokens that were written
 * @param generationNanos time the engine spent writing them
 * @param wallNanos from handing over the first prompt to the end of the last answer, pass by pass
 */
public record Work(
    int passes,
    String answersDigest,
    int answers,
    long promptTokens,
    long promptNanos,
    long generatedTokens,
    long generationNanos,
    long wallNanos) {

  static Work of(List<String> answers, List<TokenCounts> counts, Duration wallTime, int passes) {
    return new Work(
        passes,
        digest(answers),
        answers.size(),
        counts.stream().mapToLong(TokenCounts::promptTokens).sum(),
        counts.stream().mapToLong(count -> count.promptTime().toNanos()).sum(),
        counts.stream().mapToLong(TokenCounts::generatedTokens).sum(),
        counts.stream().mapToLong(count -> count.generationTime().toNanos()).sum(),
        wallTime.toNanos());
  }

  /** Answers in one pass. */
  int answersOfOnePass() {
    return answers / passes;
  }

  /** Tokens that were read in one pass. */
  long promptTokensOfOnePass() {
    return promptTokens / passes;
  }

  /** Tokens that were written in one pass. */
  long generatedTokensOfOnePass() {
    return generatedTokens / passes;
  }

  /** Whether the other side read the same prompts and came to the same answers, token for token. */
  boolean sameAs(Work other) {
    return answers == other.answers
        && promptTokens == other.promptTokens
        && generatedTokens == other.generatedTokens
        && answersDigest.equals(other.answersDigest);
  }

  double promptTokensPerSecond() {
    return promptTokens * 1e9 / promptNanos;
  }

  double decodeTokensPerSecond() {
    return generatedTokens * 1e9 / generationNanos;
  }

  /** All that lies between two answers included. */
  double answeredTokensPerSecond() {
    return generatedTokens * 1e9 / wallNanos;
  }

  private static String digest(List<String> answers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String answer : answers) {
        digest.update(answer.getBytes(UTF_8));
        digest.update((byte) 0xff); // in no UTF-8 text, so the digest tells where answers end
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
