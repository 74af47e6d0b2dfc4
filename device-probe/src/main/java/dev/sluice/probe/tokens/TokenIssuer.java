package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Connections;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.WholeAnswer;
import dev.sluice.tokens.PendingToken;
import dev.sluice.tokens.Token;
import dev.sluice.tokens.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Gets tokens of an ingest. The only one that shows it the fleet's credential, and on connections
 * that carry no report. What it gets was signed blindly: when a token is shown, the ingest cannot
 * tell to whom it gave it.
 */
public final class TokenIssuer {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOST_BYTES = 2_048;
  static final String USER_AGENT = "sluice-probe";

  private final URI tokens;
  private final FleetCredential credential;
  private final String issuer;
  private final TokenQuestion question;
  private final IntFunction<byte[]> random;
  private final Duration limit;

  /**
   * An issuer, to which requests are blinded by the system's randomness.
   *
   * @param ingest base address; {@link FleetCredential#objectionTo} must have none to it
   * @param limit for each of two exchanges
   */
  public TokenIssuer(URI ingest, FleetCredential credential, TokenTerms terms, Duration limit) {
    this(ingest, credential, terms, new SecureBytes(), limit);
  }

  /**
   * An issuer.
   *
   * @param random gives as many unpredictable bytes as it is asked for
   * @param limit for each of two exchanges
   */
  TokenIssuer(
      URI ingest,
      FleetCredential credential,
      TokenTerms terms,
      IntFunction<byte[]> random,
      Duration limit) {
    this.tokens = ingest.resolve("/v1/tokens");
    this.credential = credential;
    this.issuer = terms.host();
    this.question = new TokenQuestion(ingest, terms, limit);
    this.random = random;
    this.limit = limit;
  }

  /** The host that its tokens are made for. */
  String issuer() {
    return issuer;
  }

  /**
   * Gets one token, whose signature is checked.
   *
   * @throws TokenException if there is none to be had
   */
  Token fetch() throws TokenException {
    try {
      HttpClient client = Connections.fresh(limit);
      TokenOffer offer = question.ask(client);
      PendingToken pending = PendingToken.begin(offer.key(), offer.challenge().digest(), random);
      byte[] signature =
          signature(WholeAnswer.to(request(pending.request()), client, MOST_BYTES, limit));
      return pending
          .finish(signature)
          .orElseThrow(() -> new TokenException("what the server gave is no token of its key"));
    } catch (IOException e) {
      throw new TokenException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenException("interrupted");
    }
  }

  private HttpRequest request(TokenRequest request) {
    return HttpRequest.newBuilder(tokens)
        .timeout(limit)
        .header("Content-Type", TokenRequest.MEDIA_TYPE)
        .header("Accept", TokenRequest.ANSWER_MEDIA_TYPE)
        .header("User-Agent", USER_AGENT)
        .header("Authorization", credential.headerValue())
        .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded()))
        .build();
  }

  private static byte[] signature(WholeAnswer answer) throws TokenException {
    if (answer.status() == OK) {
      boolean named =
          answer.headers().firstValue("Content-Type").stream()
              .anyMatch(TokenRequest.ANSWER_MEDIA_TYPE::equals);
      if (!named) {
        throw new TokenException("the server's answer is not " + TokenRequest.ANSWER_MEDIA_TYPE);
      }
      return answer.body();
    }
    String answered = "the server answered " + answer.status() + " to a request for a token";
    throw new TokenException(
        switch (answer.status()) {
          case UNAUTHORIZED -> "the server gives no tokens for this credential (401)";
          case UNPROCESSABLE -> answered + ": its key changed, or it is not the one it named";
          case TOO_MANY_REQUESTS -> answered + ": the fleet asks for more than was agreed";
          default -> answered;
        },
        answer.retryAfter());
  }
}
