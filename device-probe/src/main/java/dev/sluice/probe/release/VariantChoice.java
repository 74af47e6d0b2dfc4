package dev.sluice.probe.release;

import dev.sluice.probe.fit.Advice;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.release.Eligibility.Objection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One name, one file per device: which of a release's files this device should have, or why none.
 *
 * @param chosen the largest that fits
 * @param objection why there is none; there exactly if none is chosen
 * @param advice what would help then
 */
record VariantChoice(
    Optional<Eligibility.Eligible> chosen, Optional<Objection> objection, List<Advice> advice) {

  private static final double GIB = 1L << 30;

  /** Among all files of the release, with room on the disk for the one that is chosen. */
  static VariantChoice amongAll(ReleaseManifest manifest, DeviceFacts facts) {
    return among(manifest, facts, RunTerms.open(), manifest.variants(), true);
  }

  /** For the one file that is there, as it is going to be run. */
  static VariantChoice ofInstalled(
      ReleaseManifest manifest, DeviceFacts facts, Variant installed, RunTerms terms) {
    return among(manifest, facts, terms, List.of(installed), false);
  }

  Eligibility eligible() {
    return chosen.orElseThrow(() -> new IllegalStateException("nothing was chosen"));
  }

  private static VariantChoice among(
      ReleaseManifest manifest,
      DeviceFacts facts,
      RunTerms terms,
      List<Variant> candidates,
      boolean toDownload) {
    Requirements requires = manifest.requires();
    RunPlan plan = terms.plan(requires);
    List<Variant> forThisClass =
        candidates.stream()
            .filter(variant -> variant.isFor(facts.deviceClass()))
            .sorted(Comparator.comparingLong(Variant::sizeBytes).reversed())
            .toList();
    if (forThisClass.isEmpty()) {
      return none(
          IneligibilityReason.NO_VARIANT,
          "no file is for the device class " + facts.deviceClass().orElse("that nobody stated"),
          remote(manifest));
    }
    List<Variant> fitting =
        forThisClass.stream().filter(variant -> fits(variant, requires, plan, facts)).toList();
    if (fitting.isEmpty()) {
      Variant smallest = forThisClass.get(forThisClass.size() - 1);
      return none(
          IneligibilityReason.MEMORY,
          shortage(smallest, requires, plan, facts),
          advice(smallest, manifest, plan, facts));
    }
    Optional<Variant> storable =
        fitting.stream()
            .filter(variant -> !toDownload || hasRoom(variant, requires, facts))
            .findFirst();
    return storable
        .map(variant -> chosen(variant, plan, facts))
        .orElseGet(
            () ->
                none(
                    IneligibilityReason.DISK,
                    lackOfRoom(fitting.get(fitting.size() - 1), requires, facts),
                    remote(manifest)));
  }

  private static VariantChoice chosen(Variant variant, RunPlan plan, DeviceFacts facts) {
    Optional<FitAnswer.Fits> memory =
        answer(variant, plan, facts)
            .filter(FitAnswer.Fits.class::isInstance)
            .map(FitAnswer.Fits.class::cast);
    return new VariantChoice(
        Optional.of(new Eligibility.Eligible(variant, memory)), Optional.empty(), List.of());
  }

  private static VariantChoice none(
      IneligibilityReason reason, String detail, List<Advice> advice) {
    return new VariantChoice(Optional.empty(), Optional.of(new Objection(reason, detail)), advice);
  }

  private static boolean fits(
      Variant variant, Requirements requires, RunPlan plan, DeviceFacts facts) {
    boolean enoughInAll = requires.ramBytes().orElse(0) <= facts.ramBytes();
    return enoughInAll
        && answer(variant, plan, facts)
            .map(answer -> answer instanceof FitAnswer.Fits)
            .orElse(variant.sizeBytes() <= facts.availableMemoryBytes());
  }

  /** Absent when the manifest does not give the file's dimensions. */
  private static Optional<FitAnswer> answer(Variant variant, RunPlan plan, DeviceFacts facts) {
    return variant.shape().map(shape -> MemoryFit.judge(shape, plan, facts.availableMemoryBytes()));
  }

  private static boolean hasRoom(Variant variant, Requirements requires, DeviceFacts facts) {
    return facts.freeDiskBytes().orElse(0) >= neededRoom(variant, requires);
  }

  private static long neededRoom(Variant variant, Requirements requires) {
    return Math.max(variant.sizeBytes(), requires.diskBytes().orElse(0));
  }

  private static String shortage(
      Variant smallest, Requirements requires, RunPlan plan, DeviceFacts facts) {
    if (requires.ramBytes().orElse(0) > facts.ramBytes()) {
      return "needs a device with %s of memory, has %s"
          .formatted(gib(requires.ramBytes().getAsLong()), gib(facts.ramBytes()));
    }
    Optional<FitAnswer> answer = answer(smallest, plan, facts);
    if (answer.isPresent() && answer.get() instanceof FitAnswer.CannotTell cannot) {
      return cannot.reason();
    }
    long needed =
        answer.isPresent() && answer.get() instanceof FitAnswer.DoesNotFit not
            ? not.estimate().neededBytes()
            : smallest.sizeBytes();
    return "the smallest file, %s, needs %s with a context of %d; %s may be used"
        .formatted(
            smallest.quantization(),
            gib(needed),
            requires.contextTokens(),
            gib(facts.availableMemoryBytes()));
  }

  private static String lackOfRoom(Variant smallest, Requirements requires, DeviceFacts facts) {
    String needed = gib(neededRoom(smallest, requires));
    return facts.freeDiskBytes().isPresent()
        ? "needs %s free on the disk, has %s"
            .formatted(needed, gib(facts.freeDiskBytes().getAsLong()))
        : "needs %s free on the disk, and this system does not tell".formatted(needed);
  }

  /** What the arithmetic of memory advises, but for a remote model where nothing may leave. */
  private static List<Advice> advice(
      Variant smallest, ReleaseManifest manifest, RunPlan plan, DeviceFacts facts) {
    Optional<FitAnswer> answer = answer(smallest, plan, facts);
    if (answer.isEmpty() || !(answer.get() instanceof FitAnswer.DoesNotFit not)) {
      return remote(manifest);
    }
    return not.advice().stream()
        .filter(
            advice ->
                !(advice instanceof Advice.RemoteModel)
                    || manifest.remoteRoute().mode().allowsRemote())
        .toList();
  }

  private static List<Advice> remote(ReleaseManifest manifest) {
    return manifest.remoteRoute().mode().allowsRemote()
        ? List.of(new Advice.RemoteModel())
        : List.of();
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
  }
}
