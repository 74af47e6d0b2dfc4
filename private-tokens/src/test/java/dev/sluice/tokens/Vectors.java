package dev.sluice.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Test vectors of a resource: a name on a line, then its bytes in hexadecimal. */
final class Vectors {
  private final Map<String, StringBuilder> values = new HashMap<>();

  Vectors(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
      StringBuilder value = new StringBuilder();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.matches("(?:[0-9a-f]{2})+")) {
          value.append(line);
        } else if (!line.startsWith("#")) {
          value = values.computeIfAbsent(line, name -> new StringBuilder());
        }
      }
    }
  }

  byte[] bytes(String name) {
    return HexFormat.of().parseHex(Objects.requireNonNull(values.get(name), name));
  }

  BigInteger number(String name) {
    return new BigInteger(1, bytes(name));
  }
}
