package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Connections;
import dev.sluice.probe.send.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks an ingest which tokens it wants to see. Nothing is shown and nothing is sent: the answer to
 * an empty report says what would have to be shown.
 */
public final class TokenQuestion {
  private static final int MOST_BYTES = 2_048;

  private final HttpRequest question;
  private final TokenTerms terms;
  private final Duration limit;

  /**
   * A question.
   *
   * @param ingest base address
   * @param terms which answers the owner takes
   * @param limit for the exchange
   */
  public TokenQuestion(URI ingest, TokenTerms terms, Duration limit) {
    this.question =
        HttpRequest.newBuilder(ingest.resolve("/v1/reports"))
            .timeout(limit)
            .header("Content-Type", "application/octet-stream")
            .header("User-Agent", TokenIssuer.USER_AGENT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[0]))
            .build();
    this.terms = terms;
    this.limit = limit;
  }

  /**
   * Why no token could be got of this ingest, in one line; empty if nothing is wrong with its
   * answer. Whether it takes the fleet's credential, only a request for a token tells.
   *
   * @throws IOException if it does not answer
   */
  public Optional<String> objection() throws IOException, InterruptedException {
    try {
      ask(Connections.fresh(limit));
      return Optional.empty();
    } catch (TokenException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What the ingest wants to see, which the owner takes. */
  TokenOffer ask(HttpClient client) throws TokenException, IOException, InterruptedException {
    TokenOffer offer = TokenOffer.of(WholeAnswer.to(question, client, MOST_BYTES, limit));
    String objection = terms.objectionTo(offer).orElse("");
    if (!objection.isEmpty()) {
      throw new TokenException(objection);
    }
    return offer;
  }
}
