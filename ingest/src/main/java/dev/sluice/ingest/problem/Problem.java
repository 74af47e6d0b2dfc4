package dev.sluice.ingest.problem;

import dev.sluice.admission.Refusal;
import java.util.Locale;

/**
 * Why a report or a request was not taken. Names and statuses are part of the contract: they are
 * told to senders as problem documents (RFC 9457), and counted.
 *
 * <p>The rule for the status: 400 for bytes that are no report, 422 for a report that this server
 * does not admit. Both are final. 401 is about the sender and says nothing of its reports: they may
 * be sent again with a credential that is valid. What is {@link #retryable} may be sent again as it
 * is.
 */
public enum Problem {
  WRONG_LENGTH(400, "A report must have exactly 144 bytes"),
  NOT_SINGLE_OBJECT(400, "A report must be in Avro single-object encoding"),
  UNKNOWN_SCHEMA(400, "The schema's fingerprint is unknown to this server"),
  MALFORMED(400, "The bytes are not one whole report in its one encoding"),
  FIELD_OUT_OF_BOUNDS(400, "A field is outside the bounds of the format"),
  NONZERO_PADDING(400, "What follows the record must be zeros"),

  REGISTRY_MISMATCH(
      422, "The report was made with a metric registry that this server does not admit"),
  UNKNOWN_METRIC(422, "The metric is not registered"),
  UNKNOWN_EPSILON_TIER(422, "The epsilon is none of the registry's tiers"),
  UNKNOWN_DEVICE_CLASS(422, "The device class is not registered"),
  METRIC_UNAVAILABLE(422, "The device class cannot measure the metric"),
  BASELINE_MISMATCH(422, "A difference must name its baseline, and nothing else may have one"),
  IMPOSSIBLE_PAYLOAD(422, "The payload cannot have come from the mechanism"),
  METRIC_EXPIRED(422, "The metric had expired on the report's day"),
  DAY_TOO_OLD(422, "The report's day is further back than this server admits"),
  DAY_IN_FUTURE(422, "The report's day is in the future"),

  CREDENTIAL_REQUIRED(401, "Reports are taken from senders that show a credential"),
  CREDENTIAL_REFUSED(401, "The credential is unknown, or no longer valid"),
  TOKEN_REFUSED(
      401, "The token is not valid here; one token is for one report, and not for a batch"),
  TOKEN_SPENT(401, "The token was spent on another report"),
  TOKEN_REQUEST_REFUSED(422, "The request is not one for a token of the key that is in use"),

  BAD_REQUEST(400, "The request is not readable"),
  WRONG_FRAMING(400, "A batch must be one or more reports of 144 bytes each, one after the other"),
  NOT_FOUND(404, "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed at this path"),
  BODY_TIMEOUT(408, 1, "The body did not arrive in time"),
  BODY_TOO_LARGE(413, "The body is larger than this path admits"),
  URI_TOO_LONG(414, "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/octet-stream or avro/binary"),
  CONTENT_ENCODED(415, "The body must not be encoded: noise does not compress"),
  ALL_REJECTED(422, "Every report of the batch was rejected"),
  HEADERS_TOO_LARGE(431, "The request's headers are too large"),

  RATE_LIMITED(429, 1, "The fleet sends more than was agreed"),
  ISSUER_BUSY(429, 1, "Too many tokens wait for their signature"),
  QUEUE_FULL(429, 1, "Too many reports wait for the log's acknowledgement"),
  INTERNAL_ERROR(500, 5, "The server failed"),
  LOG_UNAVAILABLE(503, 5, "The log did not acknowledge"),
  TOKEN_MEMORY_FULL(503, 3600, "No more spent tokens can be remembered until the key changes"),
  NOT_READY(503, 5, "The server is not ready to take reports");

  private static final String TYPE_PREFIX = "https://sluice.dev/problems/ingest/";
  private static final int NEVER = 0;
  private static final int UNAUTHORIZED = 401;

  private final int status;
  private final int retryAfterSeconds;
  private final String title;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Problem(int status, String title) {
    this(status, NEVER, title);
  }

  Problem(int status, int retryAfterSeconds, String title) {
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.title = title;
  }

  /** What a sender hears when its report may not be counted. */
  public static Problem of(Refusal refusal) {
    return valueOf(refusal.name());
  }

  /** Whether it is the sender that is refused, whose reports nobody looked at. */
  public boolean isAboutTheSender() {
    return status == UNAUTHORIZED;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the same bytes may be taken later. */
  public boolean retryable() {
    return retryAfterSeconds != NEVER;
  }

  /** Seconds that a sender should wait before it tries again; 0 if it should not try again. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** One sentence for people, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** What can be done about it where the title does not say it, or empty. */
  public String advice() {
    return this == REGISTRY_MISMATCH
        ? "the server's operator names the registry of the device with --also-admit; until then"
            + " its reports are lost"
        : "";
  }

  /** The name on the wire, such as {@code day-too-old}. */
  public String slug() {
    return slug;
  }

  /** The problem type's URI. */
  public String type() {
    return TYPE_PREFIX + slug;
  }
}
