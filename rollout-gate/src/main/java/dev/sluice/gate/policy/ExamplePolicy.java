package dev.sluice.gate.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The commented policies that ship with Sluice, to start one's own from. */
public final class ExamplePolicy {
  private ExamplePolicy() {}

  /** The text of one that compares two arms of devices. */
  public static String text() {
    return read("example.yaml");
  }

  /** The text of one that compares two versions on each device. */
  public static String paired() {
    return read("example-paired.yaml");
  }

  private static String read(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(
            ExamplePolicy.class.getResourceAsStream(resource), resource + " is in this jar")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled " + resource, e);
    }
  }
}
