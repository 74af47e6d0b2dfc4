package dev.sluice.probe.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.tokens.IssuerKey;
import dev.sluice.tokens.Token;
import dev.sluice.tokens.TokenChallenge;
import dev.sluice.tokens.TokenRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway that gives tokens and takes them, as the contract says; or as a hostile one would. */
public final class TokenGateway implements AutoCloseable {
  static final TokenChallenge HERE = new TokenChallenge("localhost", "localhost");
  public static final String CREDENTIAL = "Bearer sluice_abc";

  private static final Pattern SHOWN = Pattern.compile("PrivateToken token=\"([A-Za-z0-9_=-]+)\"");

  /** What came in: path, what was shown, and the port that it came from. */
  public record Seen(String path, String authorization, int port) {}

  /** What is answered instead of what the contract says. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<Seen> seen = new ArrayList<>();
  final List<byte[]> stored = new ArrayList<>();
  final Map<String, byte[]> spent = new HashMap<>();
  final List<IssuerKey> keys = new ArrayList<>();
  Optional<Answer> instead = Optional.empty();
  Optional<Answer> insteadOfTokens = Optional.empty();
  public List<String> offers = List.of();
  boolean losesAnswers;
  private final HttpServer server;

  public TokenGateway(IssuerKey key) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/reports", exchange -> serve(exchange, this::report));
    server.createContext("/v1/tokens", exchange -> serve(exchange, this::issue));
    server.start();
    use(key);
  }

  public static IssuerKey key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return IssuerKey.decode(generator.generateKeyPair().getPrivate().getEncoded()).orElseThrow();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Signs with a key from now on, and takes what the keys before it signed. */
  public void use(IssuerKey key) {
    keys.add(0, key);
    offers = List.of("Bearer realm=\"sluice\"", offer(HERE.encoded(), key.publicKey().encoded()));
  }

  static String offer(byte[] challenge, byte[] key) {
    Base64.Encoder base64 = Base64.getUrlEncoder();
    return "PrivateToken challenge=\"%s\", token-key=\"%s\""
        .formatted(base64.encodeToString(challenge), base64.encodeToString(key));
  }

  public synchronized List<Seen> seenAt(String path) {
    return seen.stream().filter(each -> each.path().equals(path)).toList();
  }

  /** The tokens that were shown, in their order. */
  synchronized List<String> shown() {
    return seen.stream()
        .map(Seen::authorization)
        .filter(value -> value.startsWith("PrivateToken"))
        .toList();
  }

  private synchronized void serve(HttpExchange exchange, Answer contract) throws IOException {
    String shown =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    String path = exchange.getRequestURI().getPath();
    seen.add(new Seen(path, shown, exchange.getRemoteAddress().getPort()));
    contract.to(exchange);
    exchange.close();
  }

  private void report(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (instead.isPresent()) {
      instead.get().to(exchange);
    } else if (shown == null) {
      refuse(exchange, "credential-required");
    } else {
      take(exchange, body, shown);
    }
  }

  private void take(HttpExchange exchange, byte[] report, String shown) throws IOException {
    Matcher header = SHOWN.matcher(shown);
    Optional<Token> token =
        header.matches()
            ? Token.decode(Base64.getUrlDecoder().decode(header.group(1)))
            : Optional.empty();
    if (token.isEmpty()
        || !token.get().answers(HERE.digest())
        || keys.stream().noneMatch(key -> token.get().isSignedBy(key.publicKey()))) {
      refuse(exchange, "token-refused");
      return;
    }
    byte[] before = spent.putIfAbsent(header.group(1), report);
    if (before != null && !Arrays.equals(before, report)) {
      refuse(exchange, "token-spent");
    } else {
      stored.add(report);
      exchange.sendResponseHeaders(losesAnswers ? 503 : 202, -1);
    }
  }

  private void issue(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (insteadOfTokens.isPresent()) {
      insteadOfTokens.get().to(exchange);
    } else if (!CREDENTIAL.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      refuse(exchange, "credential-refused");
    } else {
      byte[] signature = keys.get(0).answer(TokenRequest.decode(body).orElseThrow()).orElseThrow();
      answer(exchange, 200, TokenRequest.ANSWER_MEDIA_TYPE, signature);
    }
  }

  void refuse(HttpExchange exchange, String reason) throws IOException {
    exchange.getResponseHeaders().put("WWW-Authenticate", new ArrayList<>(offers));
    answer(
        exchange,
        401,
        "application/problem+json",
        "{\"reason\":\"%s\"}".formatted(reason).getBytes(UTF_8));
  }

  static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Sends whoever asks to where tokens are given. */
  static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/v1/tokens");
    exchange.sendResponseHeaders(302, -1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
