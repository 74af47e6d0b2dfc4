package dev.sluice.tokens;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a client sends to an issuer (RFC 9578, 6.1): the token type, the last byte of the key's id,
 * and a blinded message.
 */
public final class TokenRequest {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/private-token-request";

  /** The media type of the answer, which is the blind signature alone. */
  public static final String ANSWER_MEDIA_TYPE = "application/private-token-response";

  /** Bytes of every request. */
  public static final int BYTES = 3 + TokenKey.MODULUS_BYTES;

  private final byte truncatedKeyId;
  private final byte[] blindedMessage;

  TokenRequest(byte truncatedKeyId, byte[] blindedMessage) {
    this.truncatedKeyId = truncatedKeyId;
    this.blindedMessage = blindedMessage;
  }

  /** Reads a request; empty if the bytes are not one. */
  public static Optional<TokenRequest> decode(byte[] bytes) {
    if (bytes.length != BYTES || ByteBuffer.wrap(bytes).getShort() != Token.TYPE) {
      return Optional.empty();
    }
    return Optional.of(new TokenRequest(bytes[2], Arrays.copyOfRange(bytes, 3, BYTES)));
  }

  /** The request as it is sent. */
  public byte[] encoded() {
    return ByteBuffer.allocate(BYTES)
        .putShort(Token.TYPE)
        .put(truncatedKeyId)
        .put(blindedMessage)
        .array();
  }

  byte truncatedKeyId() {
    return truncatedKeyId;
  }

  byte[] blindedMessage() {
    return blindedMessage;
  }
}
