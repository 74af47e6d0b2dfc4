package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A payload with its signatures: a DSSE envelope. What is signed is not JSON but the
 * pre-authentication encoding of the payload's exact bytes and their type, so no reader needs to
 * agree with the signer about how JSON is spelled.
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md">DSSE 1.0.2</a>
 */
public final class DsseEnvelope {
  /** What a release manifest is called; no other type is accepted. */
  public static final String PAYLOAD_TYPE = "application/vnd.sluice.release-manifest+json";

  /** A longer file is not opened at all: Base64 of the longest manifest, and signatures. */
  public static final int MAX_BYTES = 512 * 1024;

  static final int MAX_SIGNATURES = 8;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]*={0,2}");
  private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e]{0,128}");

  private final byte[] payload;
  private final List<Signature> signatures;

  /**
   * An envelope.
   *
   * @param payload the exact bytes that are signed
   */
  public DsseEnvelope(byte[] payload, List<Signature> signatures) {
    this.payload = payload.clone();
    this.signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param keyId a hint which key made it, not part of what is signed
   * @param base64 64 bytes in Base64
   */
  public record Signature(Optional<String> keyId, String base64) {
    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  public byte[] payload() {
    return payload.clone();
  }

  public List<Signature> signatures() {
    return signatures;
  }

  /** With one signature more. */
  public DsseEnvelope signed(String keyId, byte[] signature) {
    List<Signature> more = new ArrayList<>(signatures);
    more.add(new Signature(Optional.of(keyId), Base64.getEncoder().encodeToString(signature)));
    return new DsseEnvelope(payload, more);
  }

  /** The bytes that a signature of this envelope is about. */
  public byte[] preAuthenticationEncoding() {
    return preAuthenticationEncoding(PAYLOAD_TYPE, payload);
  }

  static byte[] preAuthenticationEncoding(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    // Not formatted: some locales write numbers with digits of their own.
    byte[] head =
        ("DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] encoded = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, encoded, head.length, payload.length);
    return encoded;
  }

  /** As JSON in UTF-8, with a line break at the end. */
  public byte[] toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("payloadType", PAYLOAD_TYPE);
    root.put("payload", Base64.getEncoder().encodeToString(payload));
    ArrayNode list = root.putArray("signatures");
    for (Signature signature : signatures) {
      ObjectNode node = list.addObject();
      signature.keyId().ifPresent(id -> node.put("keyid", id));
      node.put("sig", signature.base64());
    }
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static DsseEnvelope parse(byte[] bytes) throws MalformedReleaseException {
    Fields fields = new Fields("envelope", StrictJson.object(bytes, "the envelope", MAX_BYTES));
    fields.word(
        "payloadType",
        text -> text.equals(PAYLOAD_TYPE) ? Optional.of(text) : Optional.empty(),
        PAYLOAD_TYPE);
    byte[] payload = fields.word("payload", DsseEnvelope::base64, "Base64");
    List<Signature> signatures =
        fields.parts("signatures", 1, MAX_SIGNATURES, DsseEnvelope::signature);
    fields.end();
    return new DsseEnvelope(payload, signatures);
  }

  private static Signature signature(Fields fields) throws MalformedReleaseException {
    Optional<String> keyId = fields.optionalText("keyid", KEY_ID, "1 to 128 printable characters");
    byte[] signature =
        fields.word(
            "sig",
            text -> base64(text).filter(bytes -> bytes.length == ReleaseKey.SIGNATURE_BYTES),
            "64 bytes in Base64");
    return new Signature(
        keyId.filter(id -> !id.isEmpty()), Base64.getEncoder().encodeToString(signature));
  }

  /** Either alphabet, as DSSE asks for; padded, and with no bits that decode to nothing. */
  private static Optional<byte[]> base64(String text) {
    if (!BASE64.matcher(text).matches()) {
      return Optional.empty();
    }
    String standard = text.replace('-', '+').replace('_', '/');
    try {
      byte[] bytes = Base64.getDecoder().decode(standard);
      return Base64.getEncoder().encodeToString(bytes).equals(standard)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DsseEnvelope that
        && Arrays.equals(payload, that.payload)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(payload) + signatures.hashCode();
  }
}
