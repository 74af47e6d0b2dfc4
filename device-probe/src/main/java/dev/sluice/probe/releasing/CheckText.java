package dev.sluice.probe.releasing;

import dev.sluice.probe.fitting.AdviceWords;
import dev.sluice.probe.fitting.ByteSize;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.release.RemoteRoute;
import dev.sluice.probe.release.Routing;
import dev.sluice.probe.release.Variant;
import java.util.ArrayList;
import java.util.List;

/** The verdict for a person. */
final class CheckText {
  private CheckText() {}

  static String render(ReleaseManifest manifest, Eligibility verdict) {
    List<String> lines = new ArrayList<>();
    if (verdict instanceof Eligibility.Eligible eligible) {
      Variant variant = eligible.variant();
      lines.add("Eligible for %s: take %s".formatted(manifest.release(), variant.file()));
      lines.add(
          "  %s, %s, SHA-256 %s"
              .formatted(
                  variant.quantization(), ByteSize.text(variant.sizeBytes()), variant.sha256()));
      variant.urls().forEach(url -> lines.add("  from " + url));
      eligible
          .memory()
          .ifPresent(
              fits ->
                  lines.add(
                      "  needs %s of memory, %s may be used"
                          .formatted(
                              ByteSize.text(fits.estimate().neededBytes()),
                              ByteSize.text(fits.availableBytes()))));
    } else if (verdict instanceof Eligibility.NotEligible not) {
      lines.add("Not eligible for %s:".formatted(manifest.release()));
      not.objections()
          .forEach(one -> lines.add("  %s: %s".formatted(one.reason().word(), one.detail())));
      if (!not.advice().isEmpty()) {
        lines.add("What would help, best first:");
        for (int i = 0; i < not.advice().size(); i++) {
          lines.add("  %d. %s".formatted(i + 1, AdviceWords.sentence(not.advice().get(i))));
        }
      }
      lines.add(
          "Until then: %s %s."
              .formatted(manifest.fallback().name(), manifest.fallback().version()));
    }
    lines.addAll(routes(manifest.remoteRoute(), verdict instanceof Eligibility.Eligible));
    return String.join("\n", lines);
  }

  private static List<String> routes(RemoteRoute route, boolean eligible) {
    String online = words(Routing.of(route, eligible, true));
    String offline = words(Routing.of(route, eligible, false));
    return online.equals(offline)
        ? List.of("Work is done " + online + ".")
        : List.of("Work is done " + online + "; offline " + offline + ".");
  }

  private static String words(Routing routing) {
    if (routing instanceof Routing.Remote remote) {
      return "by the remote model at " + remote.url();
    }
    return routing instanceof Routing.Nowhere nowhere
        ? "nowhere: " + nowhere.reason()
        : "on this device";
  }
}
