package dev.sluice.jobs.cells;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 128 bits that stand for a cell where the cell itself would take too much room.
 *
 * <p>The first half of the SHA-256 of {@link Cell#key()}: senders choose the names in a cell, and
 * must not be able to make two cells that are taken for one.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record CellId(long high, long low) {

  /** Of a cell. */
  public static CellId of(Cell cell) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(cell.key().getBytes(UTF_8)));
    return new CellId(digest.getLong(), digest.getLong());
  }

  /** In hexadecimal, for {@code keyBy}: a string's hash code is the same in every JVM. */
  public String key() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
