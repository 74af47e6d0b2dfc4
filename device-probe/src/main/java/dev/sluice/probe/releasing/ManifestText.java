package dev.sluice.probe.releasing;

import dev.sluice.probe.fitting.ByteSize;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.release.Requirements;
import dev.sluice.probe.release.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A manifest for a person. */
final class ManifestText {
  private ManifestText() {}

  static String render(ReleaseManifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  sequence %d  valid from %s to %s"
            .formatted(
                manifest.release(),
                manifest.release().sequence(),
                manifest.validity().notBefore(),
                manifest.validity().notAfter()));
    for (Variant variant : manifest.variants()) {
      lines.add(
          "  %-8s %12s  %s  %s..."
              .formatted(
                  variant.quantization(),
                  ByteSize.text(variant.sizeBytes()),
                  variant.file(),
                  variant.sha256().substring(0, 12)));
    }
    lines.add("needs: " + needs(manifest.requires()));
    manifest
        .capabilities()
        .forEach((name, permission) -> lines.add("may %s: %s".formatted(name, permission)));
    lines.add(
        "route: "
            + manifest.remoteRoute().mode()
            + manifest.remoteRoute().url().map(url -> " " + url).orElse(""));
    lines.add(
        "fallback: %s %s".formatted(manifest.fallback().name(), manifest.fallback().version()));
    lines.add("");
    return String.join("\n", lines);
  }

  private static String needs(Requirements requires) {
    List<String> needs = new ArrayList<>();
    needs.add("a context of " + requires.contextTokens());
    requires
        .runtime()
        .ifPresent(runtime -> needs.add("%s b%d".formatted(runtime.name(), runtime.build())));
    anyOf(requires.operatingSystems(), needs);
    anyOf(requires.architectures(), needs);
    requires
        .cpuFeatures()
        .forEach((architecture, names) -> needs.add(architecture + " with " + joined(names, ", ")));
    anyOf(requires.deviceClasses(), needs);
    requires.ramBytes().ifPresent(bytes -> needs.add(ByteSize.text(bytes) + " of memory"));
    requires.diskBytes().ifPresent(bytes -> needs.add(ByteSize.text(bytes) + " of disk"));
    return String.join("; ", needs);
  }

  private static void anyOf(Collection<?> words, List<String> needs) {
    if (!words.isEmpty()) {
      needs.add(joined(words, " or "));
    }
  }

  private static String joined(Collection<?> words, String between) {
    return words.stream().map(Object::toString).sorted().collect(Collectors.joining(between));
  }
}
