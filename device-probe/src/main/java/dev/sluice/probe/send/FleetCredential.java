package dev.sluice.probe.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret by which a server knows the fleet: the same on all its devices, so that it tells none
 * of them apart. Goes into one header and is otherwise never shown.
 */
public final class FleetCredential implements ReportAuthorization {
  private static final int MAX_BYTES = 1_024;
  private static final Pattern USABLE = Pattern.compile("[!-~]{1," + MAX_BYTES + "}");

  private final String secret;

  private FleetCredential(String secret) {
    this.secret = secret;
  }

  /**
   * Reads a credential from a file that holds nothing else.
   *
   * @throws IOException if there is none; the message does not quote the file
   */
  public static FleetCredential fromFile(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MAX_BYTES + 2), US_ASCII).strip();
    } catch (IOException e) {
      throw new IOException(
          file + (Files.exists(file) ? ": cannot be read" : ": there is no such file"), e);
    }
    if (!USABLE.matcher(text).matches()) {
      throw new IOException(file + ": does not hold one credential, a single line without spaces");
    }
    return new FleetCredential(text);
  }

  /** Why the credential must not go to an address, if so: nobody on the way may read it. */
  public Optional<String> objectionTo(URI ingest) {
    boolean unread = "https".equalsIgnoreCase(ingest.getScheme()) || isLoopback(ingest.getHost());
    return unread
        ? Optional.empty()
        : Optional.of("a credential goes over https, or to this machine; not to " + ingest);
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equalsIgnoreCase("localhost")
            || host.matches("127(\\.[0-9]{1,3}){3}")
            || host.equals("[::1]"));
  }

  /** The value of the {@code Authorization} header. */
  public String headerValue() {
    return "Bearer " + secret;
  }

  @Override
  public Showing show(byte[] report) {
    return new Showing.Header(Optional.of(headerValue()));
  }

  @Override
  public Delivery.Deferred refused(byte[] report, Optional<String> problem) {
    return new Delivery.Deferred("the server does not take this credential (401)");
  }

  @Override
  public void settled(byte[] report) {
    // It is the same for all reports.
  }

  @Override
  public String toString() {
    return "(credential)";
  }
}
