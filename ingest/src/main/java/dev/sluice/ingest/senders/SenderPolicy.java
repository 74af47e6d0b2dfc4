package dev.sluice.ingest.senders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may send reports. Asked by many threads at a time; never waits. */
public interface SenderPolicy {

  /**
   * Judges a sender before its body is read.
   *
   * @param authorization the value of the request's {@code Authorization} header, if it has one
   */
  SenderVerdict judge(@Nullable String authorization);

  /** The values of {@code WWW-Authenticate} that a refused sender is told; may be none. */
  List<String> challenges();
}
