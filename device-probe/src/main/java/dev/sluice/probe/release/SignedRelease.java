package dev.sluice.probe.release;

/**
 * The publisher's side of an envelope: it reads what it is about to sign. A device never does this;
 * see {@link Verification}.
 */
public final class SignedRelease {
  private static final int MAX_SIGNATURES = DsseEnvelope.MAX_SIGNATURES;

  private SignedRelease() {}

  /**
   * The manifest in an envelope that gets one more signature.
   *
   * @throws IllegalArgumentException with one line if it is none, or has signatures enough
   */
  public static ReleaseManifest requireSound(DsseEnvelope envelope) {
    if (envelope.signatures().size() >= MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "it has %d signatures already, the most there may be".formatted(MAX_SIGNATURES));
    }
    try {
      return ManifestParser.parse(envelope.payload());
    } catch (MalformedReleaseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * An envelope, whoever signed it.
   *
   * @throws IllegalArgumentException with one line if it is none
   */
  public static DsseEnvelope parse(byte[] bytes) {
    try {
      return DsseEnvelope.parse(bytes);
    } catch (MalformedReleaseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
