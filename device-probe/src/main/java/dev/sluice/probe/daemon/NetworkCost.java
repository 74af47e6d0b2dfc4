package dev.sluice.probe.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether the network costs by the byte, as NetworkManager sees it; absent without one. */
final class NetworkCost {
  private static final int MAX_BYTES = 16 * 1024;
  private static final long PATIENCE_SECONDS = 3;

  private NetworkCost() {}

  static Optional<Boolean> now() {
    try {
      Process process =
          new ProcessBuilder("nmcli", "--terse", "--fields", "GENERAL.METERED", "device", "show")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream out = process.getInputStream()) {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        return parse(new String(out.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException notInstalled) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Any device that costs counts: which one carries a report is not ours to know. */
  static Optional<Boolean> parse(String devices) {
    boolean free = false;
    for (String line : devices.lines().toList()) {
      if (line.startsWith("GENERAL.METERED:yes")) {
        return Optional.of(true);
      }
      free |= line.startsWith("GENERAL.METERED:no");
    }
    return free ? Optional.of(false) : Optional.empty();
  }
}
