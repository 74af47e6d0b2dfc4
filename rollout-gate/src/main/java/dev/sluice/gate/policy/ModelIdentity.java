package dev.sluice.gate.policy;

import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ReportFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a model that one arm of a rollout runs.
 *
 * @param name name of the model, as long as a report can have it
 * @param version its version, as long as a report can have it
 * @param ggufDigest the file, if the policy pins it: 16 to 64 digits of its SHA-256, in lower-case
 *     hexadecimal; otherwise any file of that name and version
 */
public record ModelIdentity(String name, String version, Optional<String> ggufDigest) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16,64}");

  public ModelIdentity {
    require("name", name, ReportFormat.LONGEST_NAME);
    require("version", version, ReportFormat.LONGEST_VERSION);
    if (ggufDigest.isPresent() && !DIGEST.matcher(ggufDigest.get()).matches()) {
      throw new IllegalArgumentException("ggufDigest must match " + DIGEST);
    }
  }

  /** Whether something that ran was this version. Of a file, reports say how its digest begins. */
  public boolean matches(String ranName, String ranVersion, DigestPrefix ranDigest) {
    return name.equals(ranName)
        && version.equals(ranVersion)
        && ggufDigest.map(pinned -> pinned.startsWith(DigestPrefixes.hex(ranDigest))).orElse(true);
  }

  /** Whether something could match this identity and the other one. */
  public boolean overlaps(ModelIdentity other) {
    return name.equals(other.name)
        && version.equals(other.version)
        && (ggufDigest.isEmpty()
            || other.ggufDigest.isEmpty()
            || prefix(ggufDigest.get()).equals(prefix(other.ggufDigest.get())));
  }

  /**
   * As much of a digest as a report has: what is the same so far cannot be told apart by reports.
   */
  private static String prefix(String digest) {
    return digest.substring(0, 2 * DigestPrefixes.BYTES);
  }

  /** Name and version as people say them. */
  public String label() {
    return name + " " + version;
  }

  private static void require(String field, String value, int longest) {
    if (!ReportFormat.isName(value, longest)) {
      throw new IllegalArgumentException(
          field
              + " must be 1 to "
              + longest
              + " characters of [A-Za-z0-9._+-], the first a letter or digit, as in reports; was \""
              + value
              + "\"");
    }
  }
}
