package dev.sluice.probe.doctor;

import dev.sluice.probe.release.Compatibility;
import dev.sluice.probe.release.DeviceFacts;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.Verification;
import dev.sluice.probe.releasing.TrustedManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A release's manifest is trusted, and this device eligible. */
record ReleaseCheck(Optional<Path> manifest, List<Path> keys, DeviceFacts facts) implements Check {
  @Override
  public String name() {
    return "release";
  }

  @Override
  public Finding run() {
    if (manifest.isEmpty()) {
      return Finding.notChecked("no manifest was named (--manifest, --manifest-key)");
    }
    try {
      Verification.Trusted trusted = TrustedManifest.read(manifest.get(), keys);
      Eligibility verdict = Compatibility.judge(trusted.manifest(), facts);
      if (verdict instanceof Eligibility.Eligible eligible) {
        return Finding.ok(
            "%s is trusted, and this device eligible for its %s"
                .formatted(trusted.manifest().release(), eligible.variant().quantization()));
      }
      return Finding.warning(
          "%s is trusted, but this device is not eligible: %s"
              .formatted(
                  trusted.manifest().release(),
                  ((Eligibility.NotEligible) verdict)
                      .objections().stream()
                          .map(one -> one.reason().word())
                          .collect(Collectors.joining(", "))),
          "'probe release check' says what would help");
    } catch (IOException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()), "get the manifest and the key from the publisher again");
    }
  }
}
