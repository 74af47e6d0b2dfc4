package dev.sluice.gate.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The commented policy that ships with Sluice, to start one's own from. */
public final class ExamplePolicy {
  private static final String RESOURCE = "example.yaml";

  private ExamplePolicy() {}

  /** Its text. */
  public static String text() {
    try (InputStream stream =
        Objects.requireNonNull(
            ExamplePolicy.class.getResourceAsStream(RESOURCE), "example.yaml is in this jar")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled " + RESOURCE, e);
    }
  }
}
