package dev.sluice.probe.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a publisher ships under one name and version.
 *
 * @param variants the same model in several sizes; no file and no digest twice
 * @param capabilities what the product may use the model for; what is not named is never allowed
 * @param suites what the release is judged by; empty if the publisher pins none
 */
public record ReleaseManifest(
    ReleaseId release,
    Validity validity,
    List<Variant> variants,
    Requirements requires,
    Map<String, Permission> capabilities,
    FallbackRelease fallback,
    RemoteRoute remoteRoute,
    List<SuitePin> suites) {
  public ReleaseManifest {
    variants = List.copyOf(variants);
    capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
    suites = List.copyOf(suites);
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(validity, "validity");
    Objects.requireNonNull(requires, "requires");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(remoteRoute, "remoteRoute");
    requireDistinct("file", variants.stream().map(Variant::file).toList());
    requireDistinct("sha256", variants.stream().map(Variant::sha256).toList());
    requireDistinct("suite", suites.stream().map(SuitePin::id).toList());
    if (fallback.name().equals(release.name()) && fallback.version().equals(release.version())) {
      throw new IllegalArgumentException("a release cannot be its own fallback");
    }
  }

  /** The file with that digest. */
  public Optional<Variant> variant(String sha256) {
    return variants.stream().filter(variant -> variant.sha256().equals(sha256)).findFirst();
  }

  /** Whether the product may use the model for something. */
  public Permission permission(String capability) {
    return capabilities.getOrDefault(capability, Permission.NEVER);
  }

  private static void requireDistinct(String what, List<String> values) {
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException("two entries have the same " + what);
    }
  }
}
