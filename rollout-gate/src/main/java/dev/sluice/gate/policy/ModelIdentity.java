package dev.sluice.gate.policy;

import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a model that one arm of a rollout runs.
 *
 * @param name name of the model, 1 to 24 characters
 * @param version its version, 1 to 16 characters
 * @param ggufDigest the file, if the policy pins it; otherwise any file of that name and version
 */
public record ModelIdentity(String name, String version, Optional<Digest> ggufDigest) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,23}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,15}");

  public ModelIdentity {
    require(NAME, "name", name);
    require(VERSION, "version", version);
  }

  /** Whether something that ran was this version. */
  public boolean matches(String ranName, String ranVersion, Digest ranDigest) {
    return name.equals(ranName)
        && version.equals(ranVersion)
        && ggufDigest.map(ranDigest::equals).orElse(true);
  }

  /** Whether something could match this identity and the other one. */
  public boolean overlaps(ModelIdentity other) {
    return name.equals(other.name)
        && version.equals(other.version)
        && (ggufDigest.isEmpty()
            || other.ggufDigest.isEmpty()
            || ggufDigest.equals(other.ggufDigest));
  }

  /** Name and version as people say them. */
  public String label() {
    return name + " " + version;
  }

  /** The pinned file in hexadecimal. */
  public Optional<String> ggufDigestHex() {
    return ggufDigest.map(Digests::hex);
  }

  private static void require(Pattern pattern, String field, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field + " must match " + pattern + ", was \"" + value + "\"");
    }
  }
}
