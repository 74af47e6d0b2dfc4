package dev.sluice.probe.tokens;

import java.security.SecureRandom;
import java.util.function.IntFunction;

/** As many bytes as are asked for, of the system's, which nobody foresees. */
public final class SecureBytes implements IntFunction<byte[]> {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] apply(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
