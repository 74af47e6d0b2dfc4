package dev.sluice.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports below those that the kernel gives to outgoing connections: a server that is
 * started again must find its port free, and not taken by somebody's connection meanwhile.
 */
public final class FreePorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1000;

  private final Set<Integer> given = new HashSet<>();

  /** A port that nobody listens on and that was not given before. */
  public int next() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && given.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free loopback port in %d tries".formatted(TRIES));
  }

  private static boolean isFree(int port) {
    try (var ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
