package dev.sluice.ingest.senders;

import dev.sluice.secrets.BearerSecret;
import java.util.function.IntFunction;

/** What a fleet shows. */
public final class FleetSecret {
  private static final String PREFIX = "sluice_";

  private FleetSecret() {}

  /**
   * A new secret.
   *
   * @param random gives as many unpredictable bytes as it is asked for
   */
  public static String create(IntFunction<byte[]> random) {
    return BearerSecret.create(PREFIX, random);
  }
}
