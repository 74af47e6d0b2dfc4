package dev.sluice.probe.assignment;

import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Random bytes of this device, in a file that only its owner can read. They place it in rollouts
 * and choose its items, always in the same way; they never leave it.
 */
public final class LocalSeed {
  private static final String NAME = "seed";
  private static final int BYTES = 32;

  private final byte[] bytes;

  private LocalSeed(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the seed, or draws one on a device's first use.
   *
   * @param draw so many random bytes
   * @throws IOException also if the file is damaged: another seed would be another place in every
   *     rollout
   */
  public static LocalSeed of(DurableFiles files, IntFunction<byte[]> draw) throws IOException {
    Optional<byte[]> kept = files.read(NAME, BYTES + 1);
    if (kept.isEmpty()) {
      byte[] drawn = draw.apply(BYTES);
      // By another name first: a device that stops half-way must not be left with half a seed.
      files.replace(NAME, drawn);
      return new LocalSeed(drawn);
    }
    if (kept.get().length != BYTES) {
      throw new IOException(
          "the file 'seed' of the data directory is damaged; delete it to be placed in rollouts"
              + " anew");
    }
    return new LocalSeed(kept.get());
  }

  /** The bytes themselves. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Draws for one purpose: whoever asks again for the same purpose gets the same ones. */
  public Random drawsFor(String purpose) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes);
      byte[] hash = sha256.digest(("draws for " + purpose).getBytes(StandardCharsets.UTF_8));
      return new Random(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
