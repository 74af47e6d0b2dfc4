package dev.sluice.probe.progress;

import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the parts of one run have in common: what is answered, with which model and engine, and
 * every item of every suite. Results of anything else must not be mixed in.
 *
 * @param hex 64 hexadecimal digits
 */
public record ProgressKey(String hex) {
  private static final String FORMAT = "sluice progress 1";

  /**
   * The key of a run.
   *
   * @param cell what is answered; it names model version and engine
   * @param model what runs, in a paired run one of two: SHA-256 of the file, and of a served model
   *     where it is besides
   */
  public static ProgressKey of(String cell, String model, List<SuitePlan> plans) {
    MessageDigest sha256 = sha256();
    add(sha256, FORMAT);
    add(sha256, cell);
    add(sha256, model);
    for (SuitePlan plan : plans) {
      add(sha256, plan.suite().digest().hex());
      plan.items().stream().map(Question::id).forEach(id -> add(sha256, id));
    }
    return new ProgressKey(HexFormat.of().formatHex(sha256.digest()));
  }

  /** Name of the file that holds the progress. */
  String fileName() {
    return ProgressFile.PREFIX + hex.substring(0, 32);
  }

  /** What stands for an answer: the same for the same answer, and nothing for a blank one. */
  String standIn(String answer) {
    if (answer.isBlank()) {
      return "";
    }
    MessageDigest sha256 = sha256();
    add(sha256, hex);
    add(sha256, answer.strip());
    return HexFormat.of().formatHex(sha256.digest()).substring(0, 32);
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
