package dev.sluice.ingest.senders;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.SingleObjectCodec;
import dev.sluice.tokens.Token;
import dev.sluice.tokens.TokenChallenge;
import dev.sluice.tokens.TokenRequest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever shows an unspent token may send one report ({@code Authorization: PrivateToken}, RFC
 * 9577). Tokens are signed blindly: this class makes them too, and cannot tell for whom it made
 * which.
 *
 * <p>Each key has a memory of its spent tokens, in this process alone. It goes when its key leaves
 * the file.
 */
public final class TokenSenders implements SenderPolicy {
  /** Most spent tokens that are remembered for one key: 64 MiB. */
  static final int MOST_SPENT = 1_000_000;

  static final String SCHEME = "PrivateToken ";

  private static final Pattern TOKEN =
      Pattern.compile("(?:^|[\\s,])token\\s*=\\s*\"?([A-Za-z0-9_-]{1,1000}={0,2})\"?");
  private static final SenderVerdict REFUSED =
      new SenderVerdict.MayNot(new SenderRefusal(Problem.TOKEN_REFUSED));

  private final TokenChallenge challenge;
  private final byte[] challengeDigest;
  private final Clock clock;
  private final LongSupplier secrets;
  private final int mostSpent;
  private volatile List<Known> known = List.of();

  /** A key and what was spent of it. */
  private record Known(DatedKey dated, String id, SpentTokens spent) {}

  /**
   * Knows no key yet.
   *
   * @param challenge what tokens must be made for
   * @param clock tells the day, in UTC
   * @param secrets unpredictable values
   */
  public TokenSenders(TokenChallenge challenge, Clock clock, LongSupplier secrets) {
    this(challenge, clock, secrets, MOST_SPENT);
  }

  TokenSenders(TokenChallenge challenge, Clock clock, LongSupplier secrets, int mostSpent) {
    this.challenge = challenge;
    this.challengeDigest = challenge.digest();
    this.clock = clock;
    this.secrets = secrets;
    this.mostSpent = mostSpent;
  }

  /** Takes these keys in place of those before; a key that stays remembers what was spent. */
  public synchronized void replace(List<DatedKey> keys) {
    Map<String, SpentTokens> before = new HashMap<>();
    known.forEach(each -> before.put(each.id(), each.spent()));
    known =
        keys.stream()
            .map(
                dated -> {
                  String id = HexFormat.of().formatHex(dated.key().publicKey().id());
                  SpentTokens spent = before.get(id);
                  return new Known(
                      dated,
                      id,
                      spent == null ? new SpentTokens(mostSpent, secrets.getAsLong()) : spent);
                })
            .toList();
  }

  @Override
  public SenderVerdict judge(@Nullable String authorization) {
    Optional<Token> token = Optional.ofNullable(authorization).flatMap(TokenSenders::read);
    if (token.isEmpty() || !token.get().answers(challengeDigest)) {
      return REFUSED;
    }
    LocalDate today = today();
    for (Known each : known) {
      if (each.dated().validOn(today) && token.get().isSignedBy(each.dated().key().publicKey())) {
        byte[] nonce = token.get().nonce();
        return new SenderVerdict.MaySend(reports -> spend(each.spent(), nonce, reports));
      }
    }
    return REFUSED;
  }

  private static Optional<Token> read(String authorization) {
    Matcher token = TOKEN.matcher(authorization);
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || !token.find()) {
      return Optional.empty();
    }
    try {
      return Token.decode(Base64.getUrlDecoder().decode(token.group(1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<SenderRefusal> spend(
      SpentTokens spent, byte[] nonce, List<byte[]> reports) {
    if (reports.size() != 1) {
      return Optional.of(new SenderRefusal(Problem.TOKEN_REFUSED));
    }
    byte[] report = reports.get(0);
    if (report.length != ReportFormat.BYTES) {
      return Optional.empty(); // refused as a report, and the token is kept
    }
    ByteBuffer id = ByteBuffer.wrap(report, SingleObjectCodec.HEADER_BYTES, 2 * Long.BYTES);
    return switch (spent.spend(nonce, id.getLong(), id.getLong())) {
      case PAID -> Optional.empty();
      case SPENT -> Optional.of(new SenderRefusal(Problem.TOKEN_SPENT));
      case NO_ROOM -> Optional.of(new SenderRefusal(Problem.TOKEN_MEMORY_FULL));
    };
  }

  /** Signs a token blindly, with the newest key; empty if the request is not for that key. */
  public Optional<byte[]> issue(TokenRequest request) {
    return issuing().flatMap(dated -> dated.key().answer(request));
  }

  /** The key that signs now, as it is told to clients; empty between two keys' days. */
  public Optional<byte[]> issuingKey() {
    return issuing().map(dated -> dated.key().publicKey().encoded());
  }

  private Optional<DatedKey> issuing() {
    LocalDate today = today();
    return known.stream()
        .map(Known::dated)
        .filter(dated -> dated.validOn(today))
        .max(Comparator.comparing(DatedKey::firstDay));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Spent tokens that are remembered, of all keys. */
  public int remembered() {
    return known.stream().mapToInt(each -> each.spent().size()).sum();
  }

  @Override
  public List<String> challenges() {
    Base64.Encoder base64 = Base64.getUrlEncoder();
    return issuingKey()
        .map(
            key ->
                List.of(
                    SCHEME
                        + "challenge=\""
                        + base64.encodeToString(challenge.encoded())
                        + "\", token-key=\""
                        + base64.encodeToString(key)
                        + '"'))
        .orElse(List.of());
  }
}
