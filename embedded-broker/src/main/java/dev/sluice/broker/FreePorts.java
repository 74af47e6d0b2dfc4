package dev.sluice.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports below those that the kernel gives to outgoing connections: a server that is
 * started again must find its port free, and not taken by somebody's connection meanwhile.
 */
public final class FreePorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final int BLOCK = 100;
  private static final int TRIES = 1000;

  /** Nobody may listen yet on a port that was given. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** Processes that run at the same time choose from other blocks, as long as these last. */
  private static final int FIRST_OF_BLOCK =
      LOWEST + (int) (ProcessHandle.current().pid() % ((HIGHEST - LOWEST) / BLOCK)) * BLOCK;

  private FreePorts() {}

  /** A port that nobody listens on and that this process was not given before. */
  public static int next() {
    for (int i = 0; i < TRIES; i++) {
      int port = i < BLOCK ? inBlock() : anywhere();
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free loopback port in %d tries".formatted(TRIES));
  }

  private static int inBlock() {
    return FIRST_OF_BLOCK + ThreadLocalRandom.current().nextInt(BLOCK);
  }

  private static int anywhere() {
    return ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
  }

  private static boolean isFree(int port) {
    try (var ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
