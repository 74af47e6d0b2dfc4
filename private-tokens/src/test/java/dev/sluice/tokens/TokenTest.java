package dev.sluice.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of RFC 9578 for token type 0x0002, and what is not in them. */
class TokenTest {
  private static final TokenChallenge CHALLENGE =
      new TokenChallenge("issuer.example", "origin.example");

  private Vectors vectors;
  private IssuerKey issuer;
  private TokenKey key;

  @BeforeEach
  void read() throws IOException {
    vectors = new Vectors("rfc9578-type2.txt");
    issuer = IssuerKey.decode(der(vectors.bytes("skS"))).orElseThrow();
    key = issuer.publicKey();
  }

  private static byte[] der(byte[] pem) {
    return Base64.getMimeDecoder()
        .decode(new String(pem, US_ASCII).replaceAll("-----[A-Z ]+-----", ""));
  }

  private PendingToken pending(int number) {
    return PendingToken.begin(
            key,
            Hashes.sha256(vectors.bytes(number + ".challenge")),
            vectors.bytes(number + ".nonce"),
            vectors.bytes(number + ".salt"),
            vectors.number(number + ".blind"))
        .orElseThrow();
  }

  @Test
  void key_ofTheVectors_hasTheirEncoding() {
    assertThat(key.encoded()).isEqualTo(vectors.bytes("pkS"));
    TokenKey read = TokenKey.decode(vectors.bytes("pkS")).orElseThrow();
    assertThat(read.id()).isEqualTo(key.id());
    assertThat(read.rsa().getModulus()).isEqualTo(key.rsa().getModulus());
  }

  @Test
  void challenge_withoutContext_hasTheEncodingOfTheVector() {
    assertThat(CHALLENGE.encoded()).isEqualTo(vectors.bytes("2.challenge"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void wholeWay_ofAVector_givesItsBytesAtEachStep(int number) {
    PendingToken pending = pending(number);
    TokenRequest request = pending.request();
    assertThat(request.encoded()).isEqualTo(vectors.bytes(number + ".request"));

    TokenRequest received = TokenRequest.decode(request.encoded()).orElseThrow();
    byte[] answer = issuer.answer(received).orElseThrow();
    assertThat(answer).isEqualTo(vectors.bytes(number + ".response"));

    Token token = pending.finish(answer).orElseThrow();
    assertThat(token.encoded()).isEqualTo(vectors.bytes(number + ".token"));
    Token shown = Token.decode(token.encoded()).orElseThrow();
    assertThat(shown.isSignedBy(key)).isTrue();
    assertThat(shown.nonce()).isEqualTo(vectors.bytes(number + ".nonce"));
    assertThat(shown.answers(Hashes.sha256(vectors.bytes(number + ".challenge")))).isTrue();
  }

  @Test
  void token_answersOneChallengeAlone() {
    Token token = Token.decode(vectors.bytes("2.token")).orElseThrow();

    assertThat(token.answers(CHALLENGE.digest())).isTrue();
    assertThat(token.answers(new TokenChallenge("issuer.example", "other.example").digest()))
        .isFalse();
  }

  @Test
  void token_withAnyChangedByte_isNotSigned() {
    byte[] bytes = vectors.bytes("1.token");
    for (int position = 2; position < bytes.length; position += 16) {
      bytes[position] ^= 0x10;
      assertThat(Token.decode(bytes).orElseThrow().isSignedBy(key)).as("%d", position).isFalse();
      bytes[position] ^= 0x10;
    }
    assertThat(Token.decode(bytes).orElseThrow().isSignedBy(key)).isTrue();
  }

  @Test
  void tokens_drawnByAClient_areSignedAndUnlikeEachOther() {
    Random random = new Random(7);
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      PendingToken pending =
          PendingToken.begin(
              key,
              CHALLENGE.digest(),
              count -> {
                byte[] bytes = new byte[count];
                random.nextBytes(bytes);
                return bytes;
              });
      Token token = pending.finish(issuer.answer(pending.request()).orElseThrow()).orElseThrow();
      assertThat(token.isSignedBy(key)).isTrue();
      nonces.add(Arrays.toString(token.nonce()));
    }
    assertThat(nonces).hasSize(3);
  }

  @Test
  void request_forAnotherKey_isNotAnswered() {
    byte[] request = vectors.bytes("1.request");
    request[2] ^= 1;

    assertThat(issuer.answer(TokenRequest.decode(request).orElseThrow())).isEmpty();
  }

  @Test
  void bytes_ofAnotherLengthOrType_areNothing() {
    byte[] token = vectors.bytes("1.token");
    byte[] request = vectors.bytes("1.request");
    for (int length : List.of(0, 1, 2, 3, token.length - 1, token.length + 1)) {
      assertThat(Token.decode(Arrays.copyOf(token, length))).isEmpty();
    }
    assertThat(TokenRequest.decode(Arrays.copyOf(request, request.length - 1))).isEmpty();
    token[1] = 1;
    request[1] = 1;
    assertThat(Token.decode(token)).isEmpty();
    assertThat(TokenRequest.decode(request)).isEmpty();
  }

  @Test
  void keys_ofAnotherKind_areRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    var small = generator.generateKeyPair();

    assertThat(TokenKey.of((RSAPublicKey) small.getPublic())).isEmpty();
    assertThat(IssuerKey.decode(small.getPrivate().getEncoded())).isEmpty();
    assertThat(IssuerKey.decode(new byte[] {1, 2, 3})).isEmpty();
    byte[] spki = vectors.bytes("pkS");
    for (int position : new int[] {0, 40, spki.length - 1}) {
      byte[] other = spki.clone();
      other[position] ^= 1;
      assertThat(TokenKey.decode(other)).as("%d", position).isEqualTo(Optional.empty());
    }
    assertThat(TokenKey.decode(Arrays.copyOf(spki, spki.length - 1))).isEmpty();
  }

  @Test
  void challenge_decoded_isTheOneThatWasEncoded() {
    byte[] bytes = vectors.bytes("2.challenge");

    assertThat(TokenChallenge.decode(bytes)).hasValue(CHALLENGE);
    assertThat(TokenChallenge.decode(vectors.bytes("1.challenge"))).as("a context").isEmpty();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(TokenChallenge.decode(Arrays.copyOf(bytes, length))).as("%d", length).isEmpty();
    }
    assertThat(TokenChallenge.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    for (int position : new int[] {0, 1, 2, 5}) { // type, a length, a letter beyond ASCII
      byte[] other = bytes.clone();
      other[position] ^= (byte) 0x80;
      assertThat(TokenChallenge.decode(other)).as("%d", position).isEmpty();
    }
  }

  @Test
  void tokens_ofOneKey_shareIt() {
    Token one = Token.decode(vectors.bytes("1.token")).orElseThrow();
    byte[] ofAnotherKey = vectors.bytes("2.token");
    ofAnotherKey[2 + 32 + 32] ^= 1;

    assertThat(one.sharesKeyWith(Token.decode(vectors.bytes("2.token")).orElseThrow())).isTrue();
    assertThat(one.sharesKeyWith(Token.decode(ofAnotherKey).orElseThrow())).isFalse();
  }

  @Test
  void challenge_namesThatDoNotFit_areRefused() {
    for (String name : List.of("", "a b", "\u00e9", "x".repeat(256))) {
      assertThatThrownBy(() -> new TokenChallenge(name, "o"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
