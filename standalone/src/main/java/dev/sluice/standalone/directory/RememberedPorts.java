package dev.sluice.standalone.directory;

import dev.sluice.broker.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Loopback ports that stay the same from one start to the next, so that an address written down
 * yesterday still works today. A remembered port that someone else has taken is replaced.
 */
public final class RememberedPorts {
  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;

  private final Path file;

  /** Ports remembered in a file, which need not exist yet. */
  public RememberedPorts(Path file) {
    this.file = file;
  }

  /** The port remembered under a name when it is free, else a free one, remembered from now on. */
  public int claim(String name) {
    Map<String, String> ports = new TreeMap<>(PrivateFile.read(file));
    int remembered = parse(ports.getOrDefault(name, ""));
    if (remembered > 0 && isFree(remembered)) {
      return remembered;
    }
    int free = freeOtherThan(ports.values());
    ports.put(name, Integer.toString(free));
    PrivateFile.write(file, ports);
    return free;
  }

  private static int parse(String text) {
    if (!text.matches("[0-9]{4,5}")) {
      return 0;
    }
    int port = Integer.parseInt(text);
    return port >= LOWEST_PORT && port <= HIGHEST_PORT ? port : 0;
  }

  private static boolean isFree(int port) {
    try (var ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** What is remembered under another name is free too until its owner starts. */
  private static int freeOtherThan(Collection<String> remembered) {
    return IntStream.generate(FreePorts::next)
        .filter(port -> !remembered.contains(Integer.toString(port)))
        .findFirst()
        .orElseThrow();
  }
}
