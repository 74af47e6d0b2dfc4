package dev.sluice.probe.release;

import dev.sluice.probe.release.Eligibility.Objection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a release against a device. */
public final class Compatibility {
  private Compatibility() {}

  /** Before a download: the largest file that this device can keep and run. */
  public static Eligibility judge(ReleaseManifest manifest, DeviceFacts facts) {
    return judge(manifest, facts, RunTerms.open(), VariantChoice.amongAll(manifest, facts));
  }

  /**
   * For a file that is on the device already; disk space does not matter any more.
   *
   * @param terms how it is going to be run
   */
  public static Eligibility judgeInstalled(
      ReleaseManifest manifest, DeviceFacts facts, Variant installed, RunTerms terms) {
    return judge(
        manifest, facts, terms, VariantChoice.ofInstalled(manifest, facts, installed, terms));
  }

  private static Eligibility judge(
      ReleaseManifest manifest, DeviceFacts facts, RunTerms terms, VariantChoice choice) {
    List<Objection> objections = new ArrayList<>();
    validity(manifest.validity(), facts).ifPresent(objections::add);
    device(manifest.requires(), facts).forEach(objections::add);
    runtime(manifest.requires(), facts).ifPresent(objections::add);
    terms.objection(manifest.requires()).ifPresent(objections::add);
    choice.objection().ifPresent(objections::add);
    if (!objections.isEmpty()) {
      return new Eligibility.NotEligible(objections, choice.advice());
    }
    return choice.eligible();
  }

  private static Optional<Objection> validity(Validity validity, DeviceFacts facts) {
    if (facts.today().isBefore(validity.notBefore())) {
      return objection(
          IneligibilityReason.NOT_YET_VALID,
          "valid from %s, today is %s".formatted(validity.notBefore(), facts.today()));
    }
    return facts.today().isAfter(validity.notAfter())
        ? objection(
            IneligibilityReason.EXPIRED,
            "valid until %s, today is %s".formatted(validity.notAfter(), facts.today()))
        : Optional.empty();
  }

  private static List<Objection> device(Requirements requires, DeviceFacts facts) {
    List<Objection> objections = new ArrayList<>();
    member(IneligibilityReason.DEVICE_CLASS, requires.deviceClasses(), facts.deviceClass())
        .ifPresent(objections::add);
    member(
            IneligibilityReason.OPERATING_SYSTEM,
            requires.operatingSystems(),
            facts.operatingSystem())
        .ifPresent(objections::add);
    member(IneligibilityReason.ARCHITECTURE, requires.architectures(), facts.architecture())
        .ifPresent(objections::add);
    features(requires, facts).ifPresent(objections::add);
    return objections;
  }

  private static <T> Optional<Objection> member(
      IneligibilityReason reason, Set<T> wanted, Optional<T> here) {
    return wanted.isEmpty() || here.filter(wanted::contains).isPresent()
        ? Optional.empty()
        : objection(
            reason,
            "needs %s, is %s"
                .formatted(
                    wanted.stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(" or ")),
                    here.map(Object::toString).orElse("not known")));
  }

  private static Optional<Objection> features(Requirements requires, DeviceFacts facts) {
    Set<String> missing =
        new TreeSet<>(
            facts
                .architecture()
                .flatMap(here -> Optional.ofNullable(requires.cpuFeatures().get(here)))
                .orElse(Set.of()));
    if (!missing.isEmpty() && facts.cpuFeatures().isEmpty()) {
      return objection(
          IneligibilityReason.CPU_FEATURES,
          "needs %s, and this system does not tell".formatted(String.join(", ", missing)));
    }
    missing.removeAll(facts.cpuFeatures().orElse(Set.of()));
    return missing.isEmpty()
        ? Optional.empty()
        : objection(
            IneligibilityReason.CPU_FEATURES, "the processor lacks " + String.join(", ", missing));
  }

  private static Optional<Objection> runtime(Requirements requires, DeviceFacts facts) {
    RuntimeBuild here = facts.runtime();
    return requires
        .runtime()
        .filter(need -> !need.name().equals(here.name()) || need.build() > here.build())
        .flatMap(
            need ->
                objection(
                    IneligibilityReason.RUNTIME_TOO_OLD,
                    "needs %s b%d or newer, has %s b%d"
                        .formatted(need.name(), need.build(), here.name(), here.build())));
  }

  private static Optional<Objection> objection(IneligibilityReason reason, String detail) {
    return Optional.of(new Objection(reason, detail));
  }
}
