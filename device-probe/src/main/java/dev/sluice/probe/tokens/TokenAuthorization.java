package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.ReportAuthorization;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import dev.sluice.tokens.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows a token with each report ({@code Authorization: PrivateToken}, RFC 9577): the same one with
 * the same report, and with no other.
 */
public final class TokenAuthorization implements ReportAuthorization, TokenSupply {
  private static final String REFUSED = "token-refused";
  private static final String SPENT = "token-spent";

  private final TokenStock stock;
  private final TokenIssuer issuer;
  private final Consumer<String> listener;

  /**
   * What is shown from the stock in a data directory, which is made if it is missing.
   *
   * @param listener takes a line for people when a token had to be fetched at the last moment
   * @throws IOException if the directory cannot be used
   */
  public static TokenAuthorization in(
      Path dataDirectory, TokenIssuer issuer, Consumer<String> listener) throws IOException {
    return new TokenAuthorization(
        new TokenStock(OwnerOnlyDirectory.create(dataDirectory)), issuer, listener);
  }

  /**
   * What is shown from a stock.
   *
   * @param listener takes a line for people when a token had to be fetched at the last moment
   */
  TokenAuthorization(TokenStock stock, TokenIssuer issuer, Consumer<String> listener) {
    this.stock = stock;
    this.issuer = issuer;
    this.listener = listener;
  }

  @Override
  public Showing show(byte[] report) {
    try {
      Optional<Token> kept = stock.take(report);
      return header(kept.isPresent() ? kept.get() : fetchedFor(report));
    } catch (TokenException e) {
      return new Showing.NotNow(deferred(e));
    } catch (IOException e) {
      return new Showing.NotNow(deferred(e));
    }
  }

  private Token fetchedFor(byte[] report) throws TokenException, IOException {
    Token token = issuer.fetch();
    stock.addFor(report, token);
    listener.accept(
        "no token was kept: one is fetched and shown at once, which is easier to connect by time");
    return token;
  }

  private static Showing header(Token token) {
    String shown = Base64.getUrlEncoder().encodeToString(token.encoded());
    return new Showing.Header(Optional.of("PrivateToken token=\"" + shown + '"'));
  }

  @Override
  public Delivery.Deferred refused(byte[] report, Optional<String> problem) {
    String word = problem.orElse("");
    try {
      if (word.equals(REFUSED)) {
        stock.dropKeyOf(report);
      } else if (word.equals(SPENT)) {
        stock.drop(report);
      } else {
        return new Delivery.Deferred("the server takes no tokens here (401)");
      }
    } catch (IOException e) {
      return deferred(e);
    }
    return new Delivery.Deferred(
        word.equals(SPENT)
            ? "its token was spent already and is thrown away; another one is shown next"
            : "its token is not valid any more and is thrown away, with others of its key");
  }

  @Override
  public void settled(byte[] report) {
    try {
      stock.drop(report);
    } catch (IOException keptForNothing) {
      // It belongs to a report that is never sent again, so it is never shown again.
    }
  }

  @Override
  public Optional<TokenStanding> standing() throws IOException {
    return Optional.of(new TokenStanding(issuer.issuer(), stock.free(), TokenStock.FULL));
  }

  @Override
  public Optional<Delivery.Deferred> fetchOne() {
    try {
      stock.add(issuer.fetch());
      return Optional.empty();
    } catch (TokenException e) {
      return Optional.of(deferred(e));
    } catch (IOException e) {
      return Optional.of(deferred(e));
    }
  }

  private static Delivery.Deferred deferred(TokenException e) {
    return new Delivery.Deferred("no token: " + e.getMessage(), e.retryAfter());
  }

  private static Delivery.Deferred deferred(IOException e) {
    return new Delivery.Deferred("the tokens on this device cannot be used: " + e.getMessage());
  }
}
