package dev.sluice.probe.releasing;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import dev.sluice.probe.release.Compatibility;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.RunTerms;
import dev.sluice.probe.release.SuitePin;
import dev.sluice.probe.release.Variant;
import dev.sluice.probe.release.Verification;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has to hold before an installed model is run as a release: a manifest that is trusted and no
 * step back, a file that is one of its own, suites that it names, a device that is eligible.
 *
 * @param trusted the manifest, checked when this was made
 * @param dataDirectory where accepted manifests are remembered
 */
public record ReleaseAdmission(Verification.Trusted trusted, Path dataDirectory) {

  /**
   * Checks a manifest; nothing is remembered yet.
   *
   * @throws IOException with one line if it is not to be used
   */
  public static ReleaseAdmission of(Path manifest, List<Path> keys, Path dataDirectory)
      throws IOException {
    Verification.Trusted trusted = TrustedManifest.read(manifest, keys);
    requireNoStepBack(new ReleaseMemory(dataDirectory).consider(trusted));
    return new ReleaseAdmission(trusted, dataDirectory);
  }

  /**
   * Holds what is installed against the manifest.
   *
   * @param modelFile for messages
   * @param modelDigest SHA-256 of the file, in hexadecimal
   * @param terms how it is going to be run
   * @throws IOException with one line if file or suites are others than those that were signed
   */
  public Eligibility judge(
      Path modelFile,
      String modelDigest,
      List<Suite> suites,
      String deviceClass,
      LocalDate today,
      RunTerms terms)
      throws IOException {
    Variant variant =
        trusted
            .manifest()
            .variant(modelDigest)
            .orElseThrow(
                () ->
                    new IOException(
                        "%s: its SHA-256 is %s, which is none of the files of %s"
                            .formatted(modelFile, modelDigest, trusted.manifest().release())));
    requirePinned(suites);
    Optional<String> named = Optional.of(deviceClass);
    return Compatibility.judgeInstalled(
        trusted.manifest(),
        ThisDevice.facts(today, named, ThisDevice.kind(named), OptionalLong.empty(), dataDirectory),
        variant,
        terms);
  }

  /**
   * How a file of the release is run: with the context that the product runs it with, so that what
   * is found out is about the product. Where that is more than may be had, nothing is run.
   *
   * @param owner what the owner says; a context of his is the longest that a run may have
   */
  public EngineSettings settings(EngineSettings owner) {
    int required = trusted.manifest().requires().contextTokens();
    return owner.withContextTokens(Math.min(required, EngineSettings.MAX_CONTEXT_TOKENS));
  }

  /** What the owner's settings leave open to a release. */
  public static RunTerms terms(EngineSettings owner) {
    return new RunTerms(
        owner.contextTokens().orElse(EngineSettings.MAX_CONTEXT_TOKENS), owner.cacheType());
  }

  /**
   * Remembers the manifest, so that no older one is used any more.
   *
   * @throws IOException with one line, also if another process accepted a newer one meanwhile
   */
  public void accept() throws IOException {
    requireNoStepBack(new ReleaseMemory(dataDirectory).accept(trusted));
  }

  /**
   * Holds suites against those that the publisher pins, if any.
   *
   * @throws IOException with one line if one is not among them
   */
  public void requirePinned(List<Suite> suites) throws IOException {
    List<SuitePin> pins = trusted.manifest().suites();
    for (Suite suite : suites) {
      if (!pins.isEmpty() && !pins.contains(new SuitePin(suite.id(), suite.digest().hex()))) {
        throw new IOException(
            "the suite '%s' with digest %s is not among those that %s is judged by"
                .formatted(suite.id(), suite.digest(), trusted.manifest().release()));
      }
    }
  }

  private static void requireNoStepBack(Acceptance acceptance) throws IOException {
    if (acceptance instanceof Acceptance.Refused refused) {
      throw new IOException("the manifest is a step back: " + refused.reason());
    }
  }
}
