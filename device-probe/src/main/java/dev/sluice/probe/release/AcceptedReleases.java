package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a device remembers of the manifests that it has accepted: per name the newest one, and what
 * that names as its fallback. A signature alone does not protect a device from an old manifest that
 * was signed in its day; this does.
 *
 * @param byName at most {@value #MAX_NAMES}
 */
public record AcceptedReleases(Map<String, Accepted> byName) {
  static final int MAX_NAMES = 64;
  static final int MAX_BYTES = 64 * 1024;

  public AcceptedReleases {
    byName = Map.copyOf(byName);
  }

  /**
   * The newest manifest of one name.
   *
   * @param payloadDigest SHA-256 of the manifest's bytes
   */
  public record Accepted(
      String name, long sequence, String payloadDigest, FallbackRelease fallback) {}

  /** What a manifest is to a device with this memory. */
  public sealed interface Acceptance {
    /** It may be used; {@code next} has to be remembered first. */
    record Newer(AcceptedReleases next) implements Acceptance {
      public Newer {
        Objects.requireNonNull(next, "next");
      }
    }

    /** The very manifest that was accepted last. */
    record Known() implements Acceptance {}

    /** Older, but the fallback that a newer one states; the memory stays as it is. */
    record StatedFallback() implements Acceptance {}

    /**
     * It must not be used.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Acceptance {
      public Refused {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }

  /** A device that has seen none. */
  public static AcceptedReleases none() {
    return new AcceptedReleases(Map.of());
  }

  /** Holds a trusted manifest against the memory. */
  public Acceptance consider(Verification.Trusted trusted) {
    ReleaseManifest manifest = trusted.manifest();
    ReleaseId release = manifest.release();
    Optional<Accepted> newest = Optional.ofNullable(byName.get(release.name()));
    if (newest.isEmpty()) {
      return byName.size() < MAX_NAMES
          ? new Acceptance.Newer(with(trusted))
          : new Acceptance.Refused(
              "this device remembers %d releases already".formatted(MAX_NAMES));
    }
    if (release.sequence() > newest.get().sequence()) {
      return new Acceptance.Newer(with(trusted));
    }
    if (trusted.payloadDigest().equals(newest.get().payloadDigest())) {
      return new Acceptance.Known();
    }
    if (byName.values().stream().anyMatch(one -> isFallback(one.fallback(), manifest))) {
      return new Acceptance.StatedFallback();
    }
    return new Acceptance.Refused(
        release.sequence() == newest.get().sequence()
            ? "%s with sequence %d was accepted before, with another content"
                .formatted(release.name(), release.sequence())
            : "%s has sequence %d; %d was accepted here before, and it does not name this one as its fallback"
                .formatted(release, release.sequence(), newest.get().sequence()));
  }

  private static boolean isFallback(FallbackRelease fallback, ReleaseManifest manifest) {
    return fallback.name().equals(manifest.release().name())
        && fallback.version().equals(manifest.release().version())
        && manifest.variant(fallback.sha256()).isPresent();
  }

  private AcceptedReleases with(Verification.Trusted trusted) {
    ReleaseManifest manifest = trusted.manifest();
    Map<String, Accepted> next = new LinkedHashMap<>(byName);
    next.put(
        manifest.release().name(),
        new Accepted(
            manifest.release().name(),
            manifest.release().sequence(),
            trusted.payloadDigest(),
            manifest.fallback()));
    return new AcceptedReleases(next);
  }

  /** The bytes to keep. */
  public byte[] toBytes() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("accepted");
    byName.values().stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(
            one -> {
              ObjectNode node = list.addObject();
              node.put("name", one.name()).put("sequence", one.sequence());
              node.put("payloadDigest", one.payloadDigest());
              node.putObject("fallback")
                  .put("name", one.fallback().name())
                  .put("version", one.fallback().version())
                  .put("sha256", one.fallback().sha256());
            });
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Longest content of {@link #toBytes}. */
  public static int maxBytes() {
    return MAX_BYTES;
  }

  /** The memory that bytes hold; empty if they hold none, which is never a reason to forget. */
  public static Optional<AcceptedReleases> fromBytes(byte[] bytes) {
    try {
      Fields fields = new Fields("memory", StrictJson.object(bytes, "the memory", MAX_BYTES));
      List<Accepted> all = fields.parts("accepted", 0, MAX_NAMES, AcceptedReleases::accepted);
      fields.end();
      Map<String, Accepted> byName = new LinkedHashMap<>();
      all.forEach(one -> byName.put(one.name(), one));
      return byName.size() == all.size()
          ? Optional.of(new AcceptedReleases(byName))
          : Optional.empty();
    } catch (MalformedReleaseException e) {
      return Optional.empty();
    }
  }

  private static Accepted accepted(Fields fields) throws MalformedReleaseException {
    return new Accepted(
        text(fields, "name"),
        fields.whole("sequence", 1, Long.MAX_VALUE),
        text(fields, "payloadDigest"),
        fields.part(
            "fallback",
            part ->
                new FallbackRelease(
                    text(part, "name"), text(part, "version"), text(part, "sha256"))));
  }

  private static String text(Fields fields, String name) throws MalformedReleaseException {
    return fields.text(name, Pattern.compile("[\\x21-\\x7e]{1,64}"), "1 to 64 characters");
  }
}
