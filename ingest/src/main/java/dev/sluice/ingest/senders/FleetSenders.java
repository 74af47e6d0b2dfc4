package dev.sluice.ingest.senders;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.secrets.BearerSecret;
import dev.sluice.secrets.SecretHash;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fleets that show a credential ({@code Authorization: Bearer}, RFC 6750) may send, each at its own
 * rate. Several credentials of a fleet may be valid at a time, so that one can be replaced without
 * a gap; they share the fleet's rate.
 *
 * <p>Every known hash is compared: how long an answer takes tells nothing about whose it is.
 */
public final class FleetSenders implements SenderPolicy {
  /** As many as the largest batch, so that one is never refused for ever. */
  private static final double LEAST_BURST = 1_000;

  private static final double BURST_SECONDS = 10;
  private static final SenderVerdict REQUIRED =
      new SenderVerdict.MayNot(new SenderRefusal(Problem.CREDENTIAL_REQUIRED));
  private static final SenderVerdict REFUSED =
      new SenderVerdict.MayNot(new SenderRefusal(Problem.CREDENTIAL_REFUSED));
  private static final SenderVerdict UNLIMITED = new SenderVerdict.MaySend(Allowance.UNLIMITED);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private volatile Known known = new Known(List.of(), Map.of());

  /** The credentials of one version of the file, and the fleets' buckets. */
  private record Known(List<FleetCredential> credentials, Map<String, TokenBucket> buckets) {}

  /**
   * Knows no credential yet.
   *
   * @param clock tells the day, in UTC
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public FleetSenders(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes these credentials in place of those before. A fleet whose rate stays the same goes on
   * with what it had left.
   */
  public synchronized void replace(List<FleetCredential> credentials) {
    Map<String, TokenBucket> buckets = new HashMap<>();
    for (FleetCredential credential : credentials) {
      credential
          .reportsPerSecond()
          .ifPresent(rate -> buckets.put(credential.fleet(), bucket(credential.fleet(), rate)));
    }
    known = new Known(List.copyOf(credentials), Map.copyOf(buckets));
  }

  private TokenBucket bucket(String fleet, double perSecond) {
    TokenBucket before = known.buckets().get(fleet);
    return before != null && before.perSecond() == perSecond
        ? before
        : new TokenBucket(
            perSecond, Math.max(LEAST_BURST, perSecond * BURST_SECONDS), nanoTime.getAsLong());
  }

  @Override
  public SenderVerdict judge(@Nullable String authorization) {
    if (authorization == null) {
      return REQUIRED;
    }
    Optional<String> secret = BearerSecret.shownIn(authorization);
    if (secret.isEmpty()) {
      return REFUSED;
    }
    Known now = known;
    FleetCredential shown = find(now.credentials(), SecretHash.of(secret.get()));
    if (shown == null
        || !shown.validOn(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC))) {
      return REFUSED;
    }
    TokenBucket bucket = now.buckets().get(shown.fleet());
    return bucket == null
        ? UNLIMITED
        : new SenderVerdict.MaySend(reports -> spend(bucket, reports.size()));
  }

  private static @Nullable FleetCredential find(
      List<FleetCredential> credentials, SecretHash hash) {
    FleetCredential found = null;
    for (FleetCredential credential : credentials) {
      if (credential.hash().equals(hash)) {
        found = credential;
      }
    }
    return found;
  }

  private Optional<SenderRefusal> spend(TokenBucket bucket, int reports) {
    int seconds = bucket.take(reports, nanoTime.getAsLong());
    return seconds == 0
        ? Optional.empty()
        : Optional.of(new SenderRefusal(Problem.RATE_LIMITED, seconds));
  }

  @Override
  public List<String> challenges() {
    return List.of("Bearer realm=\"sluice\"");
  }
}
