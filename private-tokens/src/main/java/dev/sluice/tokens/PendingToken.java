package dev.sluice.tokens;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.IntFunction;

/** A client's side of getting one token: what it sent blinded, and how to take the blinding off. */
public final class PendingToken {
  private static final int NONCE_BYTES = 32;

  private final TokenKey key;
  private final byte[] signedPart;
  private final BlindRsa.Blinded blinded;

  private PendingToken(TokenKey key, byte[] signedPart, BlindRsa.Blinded blinded) {
    this.key = key;
    this.signedPart = signedPart;
    this.blinded = blinded;
  }

  /**
   * Begins to get one token.
   *
   * @param challengeDigest of the challenge that it shall answer
   * @param random gives as many unpredictable bytes as it is asked for
   */
  public static PendingToken begin(
      TokenKey key, byte[] challengeDigest, IntFunction<byte[]> random) {
    while (true) {
      byte[] nonce = random.apply(NONCE_BYTES);
      byte[] salt = random.apply(PssEncoding.SALT_BYTES);
      Optional<PendingToken> pending =
          begin(key, challengeDigest, nonce, salt, BlindRsa.drawBlind(key.rsa(), random));
      if (pending.isPresent()) {
        return pending.get();
      }
    }
  }

  static Optional<PendingToken> begin(
      TokenKey key, byte[] challengeDigest, byte[] nonce, byte[] salt, BigInteger blind) {
    byte[] signedPart = Token.signedPart(nonce, challengeDigest, key.id());
    return BlindRsa.blind(key.rsa(), signedPart, salt, blind)
        .map(blinded -> new PendingToken(key, signedPart, blinded));
  }

  /** What to send to the issuer. */
  public TokenRequest request() {
    return new TokenRequest(key.truncatedId(), blinded.message());
  }

  /** The token, from what the issuer answered; empty if that is no signature by the key. */
  public Optional<Token> finish(byte[] answer) {
    return BlindRsa.unblind(key.rsa(), signedPart, answer, blinded.inverse())
        .map(signature -> Token.of(signedPart, signature));
  }
}
