package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that goes into one header and is otherwise never shown: not in a log, not in a result.
 */
public final class ApiKey {
  private static final int MAX_BYTES = 8_192;
  private static final Pattern USABLE = Pattern.compile("[!-~]{1," + MAX_BYTES + "}");

  private final String secret;

  private ApiKey(String secret) {
    this.secret = secret;
  }

  /**
   * Reads a key from a file that holds nothing else.
   *
   * @throws IOException if it cannot be read or holds no key; the message does not quote it
   */
  public static ApiKey fromFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(new String(in.readNBytes(MAX_BYTES + 2), US_ASCII), file.toString());
    }
  }

  /**
   * Takes a key out of an environment variable.
   *
   * @throws IOException if there is no usable key; the message does not quote it
   */
  public static ApiKey fromEnvironment(String variable, @Nullable String value) throws IOException {
    if (value == null) {
      throw new IOException("the environment variable " + variable + " is not set");
    }
    return of(value, "the environment variable " + variable);
  }

  private static ApiKey of(String text, String source) throws IOException {
    String stripped = text.strip();
    if (!USABLE.matcher(stripped).matches()) {
      throw new IOException(
          source + " does not hold one API key: a single line of 1 to 8192 visible characters");
    }
    return new ApiKey(stripped);
  }

  String headerValue() {
    return "Bearer " + secret;
  }

  @Override
  public String toString() {
    return "(API key)";
  }
}
