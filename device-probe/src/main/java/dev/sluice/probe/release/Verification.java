package dev.sluice.probe.release;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What came of checking a signed manifest. Nothing of a payload is read before it is trusted. */
public sealed interface Verification {

  /**
   * A trusted key signed these very bytes, and they are a manifest.
   *
   * @param payloadDigest SHA-256 of the manifest's bytes, in hexadecimal
   * @param signedBy ids of the trusted keys that signed, at least one
   */
  record Trusted(ReleaseManifest manifest, String payloadDigest, List<String> signedBy)
      implements Verification {
    public Trusted {
      Objects.requireNonNull(manifest, "manifest");
      signedBy = List.copyOf(signedBy);
    }
  }

  /**
   * It is not to be used.
   *
   * @param reason one printable line
   */
  record Refused(Fault fault, String reason) implements Verification {
    public Refused {
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** At which step it failed; each comes before the next. */
  enum Fault {
    /** The file is no envelope. */
    ENVELOPE,
    /** No trusted key signed it. */
    SIGNATURE,
    /** A trusted key signed something that is no manifest. */
    MANIFEST
  }

  /**
   * Checks an envelope: one good signature of one trusted key is enough, so that keys can change
   * one after the other.
   *
   * @param envelope the file's bytes
   * @param trusted keys that this device came with
   */
  static Verification of(byte[] envelope, List<ReleaseKey> trusted) {
    DsseEnvelope read;
    try {
      read = DsseEnvelope.parse(envelope);
    } catch (MalformedReleaseException e) {
      return new Refused(Fault.ENVELOPE, String.valueOf(e.getMessage()));
    }
    List<String> signedBy = signers(read, trusted);
    if (signedBy.isEmpty()) {
      return new Refused(
          Fault.SIGNATURE,
          "none of the %d signatures was made by a trusted key for these bytes"
              .formatted(read.signatures().size()));
    }
    try {
      byte[] payload = read.payload();
      String digest = HexFormat.of().formatHex(ReleaseKey.sha256(payload));
      return new Trusted(ManifestParser.parse(payload), digest, signedBy);
    } catch (MalformedReleaseException e) {
      return new Refused(Fault.MANIFEST, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> signers(DsseEnvelope envelope, List<ReleaseKey> trusted) {
    byte[] signed = envelope.preAuthenticationEncoding();
    return trusted.stream()
        .filter(
            key ->
                envelope.signatures().stream()
                    .anyMatch(
                        signature ->
                            key.mayHaveMade(signature) && key.verifies(signed, signature.bytes())))
        .map(ReleaseKey::id)
        .distinct()
        .toList();
  }
}
