package dev.sluice.probe.release;

import static dev.sluice.probe.release.TestManifests.SOUND;
import static dev.sluice.probe.release.TestManifests.parsed;
import static dev.sluice.probe.release.TestManifests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.fit.Advice;
import dev.sluice.probe.release.Eligibility.Objection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final long GIB = 1L << 30;

  /** A laptop on which everything is as it should be. */
  private static final DeviceFacts LAPTOP =
      new DeviceFacts(
          LocalDate.parse("2026-12-01"),
          Optional.of("laptop-16gb"),
          Optional.of(OperatingSystem.LINUX),
          Optional.of(Architecture.X86_64),
          Optional.of(Set.of("avx2", "fma", "sse2")),
          new RuntimeBuild("llama.cpp", 4916),
          16 * GIB,
          12 * GIB,
          OptionalLong.of(100 * GIB));

  /** One alias, one file per device: the largest that fits. */
  @ParameterizedTest
  @CsvSource({"12, Q8_0", "9.2, Q8_0", "8.6, Q4_K_M", "5.9, Q4_K_M", "5.5, Q3_K_M"})
  void judge_memoryOfTheDevice_decidesWhichFile(double availableGib, String quantization) {
    Eligibility verdict = Compatibility.judge(parsed(SOUND), memory((long) (availableGib * GIB)));

    assertThat(verdict).isInstanceOf(Eligibility.Eligible.class);
    Eligibility.Eligible eligible = (Eligibility.Eligible) verdict;
    assertThat(eligible.variant().quantization()).isEqualTo(quantization);
    assertThat(eligible.memory().orElseThrow().estimate().neededBytes())
        .isLessThanOrEqualTo((long) (availableGib * GIB));
  }

  @Test
  void judge_nothingFits_advisesWhatTheArithmeticOfMemoryDoes() {
    Eligibility.NotEligible verdict = refused(SOUND, memory(4 * GIB));

    assertThat(verdict.first()).isEqualTo(IneligibilityReason.MEMORY);
    assertThat(verdict.objections().get(0).detail())
        .contains("Q3_K_M", "context of 4096", "4.00 GiB may be used");
    assertThat(verdict.advice())
        .hasExactlyElementsOfTypes(
            Advice.LowerQuantization.class, Advice.ShorterContext.class, Advice.RemoteModel.class);
  }

  @Test
  void judge_nothingMayLeaveTheDevice_neverAdvisesARemoteModel() {
    String closed = with("/remoteRoute", "{\"mode\": \"ONLY_ON_DEVICE\"}");

    assertThat(refused(closed, memory(4 * GIB)).advice())
        .isNotEmpty()
        .noneMatch(Advice.RemoteModel.class::isInstance);
    assertThat(refused(closed, disk(OptionalLong.of(1))).advice()).isEmpty();
  }

  @Test
  void judge_diskTooSmallForTheLargest_takesASmallerFile() {
    Eligibility verdict = Compatibility.judge(parsed(SOUND), disk(OptionalLong.of(5 * GIB)));

    assertThat(((Eligibility.Eligible) verdict).variant().quantization()).isEqualTo("Q4_K_M");
  }

  @Test
  void judge_diskTooSmallOrUnknown_isNotEligible() {
    assertThat(refused(SOUND, disk(OptionalLong.of(3 * GIB))).first())
        .isEqualTo(IneligibilityReason.DISK);
    assertThat(refused(SOUND, disk(OptionalLong.empty())).objections().get(0).detail())
        .contains("does not tell");
  }

  @Test
  void judgeInstalled_fileIsThere_needsNoRoom() {
    ReleaseManifest manifest = parsed(SOUND);
    Variant installed = manifest.variant(TestManifests.digest('4')).orElseThrow();

    Eligibility verdict =
        Compatibility.judgeInstalled(
            manifest, disk(OptionalLong.empty()), installed, RunTerms.open());

    assertThat(((Eligibility.Eligible) verdict).variant()).isEqualTo(installed);
  }

  @Test
  void judgeInstalled_tooLargeAFileIsThere_isNotEligibleThoughASmallerOneWouldFit() {
    ReleaseManifest manifest = parsed(SOUND);
    Variant installed = manifest.variant(TestManifests.digest('8')).orElseThrow();

    Eligibility verdict =
        Compatibility.judgeInstalled(manifest, memory(6 * GIB), installed, RunTerms.open());

    assertThat(((Eligibility.NotEligible) verdict).first()).isEqualTo(IneligibilityReason.MEMORY);
  }

  @ParameterizedTest
  @CsvSource({
    "/validity/notBefore, '\"2026-12-02\"', NOT_YET_VALID, valid from 2026-12-02",
    "/validity/notAfter, '\"2026-11-30\"', EXPIRED, valid until 2026-11-30",
    "/requires/deviceClasses, '[\"phone-8gb\"]', DEVICE_CLASS, 'needs phone-8gb, is laptop-16gb'",
    "/requires/operatingSystems, '[\"android\"]', OPERATING_SYSTEM, 'needs android, is linux'",
    "/requires/architectures, '[\"aarch64\"]', ARCHITECTURE, 'needs aarch64, is x86_64'",
    "/requires/cpuFeatures, '{\"x86_64\": [\"avx512f\", \"amx\", \"fma\"]}', CPU_FEATURES, 'amx, avx512f'",
    "/requires/runtime/minimumBuild, 5000, RUNTIME_TOO_OLD, needs llama.cpp b5000",
    "/requires/runtime/name, '\"mlx\"', RUNTIME_TOO_OLD, needs mlx",
    "/requires/ramBytes, 34359738368, MEMORY, a device with 32.00 GiB",
    "/requires/diskBytes, 1099511627776, DISK, needs 1024.00 GiB free",
  })
  void judge_oneThingAmiss_isTheOnlyReason(
      String place, String value, IneligibilityReason reason, String detail) {
    Eligibility.NotEligible verdict = refused(with(place, value), LAPTOP);

    assertThat(verdict.objections()).extracting(Objection::reason).containsExactly(reason);
    assertThat(verdict.objections().get(0).detail()).contains(detail);
  }

  @Test
  void judge_filesForOtherClassesOnly_hasNoVariant() {
    String phones =
        with(
            "/variants",
            "[{\"file\": \"p.gguf\", \"sha256\": \"%s\", \"sizeBytes\": 1000, \"quantization\": \"Q4_0\", \"deviceClasses\": [\"phone-8gb\"]}]"
                .formatted(TestManifests.digest('1')));

    assertThat(refused(phones, LAPTOP).first()).isEqualTo(IneligibilityReason.NO_VARIANT);
  }

  @Test
  void judge_dimensionsAreNotStated_theFileItselfMustFit() {
    String bare =
        with(
            "/variants",
            "[{\"file\": \"p.gguf\", \"sha256\": \"%s\", \"sizeBytes\": 1000000000, \"quantization\": \"Q4_0\"}]"
                .formatted(TestManifests.digest('1')));

    Eligibility fits = Compatibility.judge(parsed(bare), memory(1_000_000_000));

    assertThat(((Eligibility.Eligible) fits).memory()).isEmpty();
    assertThat(refused(bare, memory(999_999_999)).first()).isEqualTo(IneligibilityReason.MEMORY);
  }

  /** What cannot be found out is not good enough for a release that asks for it. */
  @Test
  void judge_deviceThatKnowsNothing_isToldEverythingInTheOrderOfCounting() {
    DeviceFacts blank =
        new DeviceFacts(
            LocalDate.parse("2028-01-01"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new RuntimeBuild("llama.cpp", 1),
            GIB,
            GIB / 2,
            OptionalLong.empty());

    Eligibility.NotEligible verdict = refused(SOUND, blank);

    assertThat(verdict.objections())
        .extracting(Objection::reason)
        .containsExactly(
            IneligibilityReason.EXPIRED,
            IneligibilityReason.DEVICE_CLASS,
            IneligibilityReason.OPERATING_SYSTEM,
            IneligibilityReason.ARCHITECTURE,
            IneligibilityReason.RUNTIME_TOO_OLD,
            IneligibilityReason.MEMORY);
    assertThat(verdict.first()).isEqualTo(IneligibilityReason.EXPIRED);
  }

  @Test
  void judge_processorFeaturesUnknown_isNotEligible() {
    DeviceFacts silent =
        new DeviceFacts(
            LAPTOP.today(),
            LAPTOP.deviceClass(),
            LAPTOP.operatingSystem(),
            LAPTOP.architecture(),
            Optional.empty(),
            LAPTOP.runtime(),
            LAPTOP.ramBytes(),
            LAPTOP.availableMemoryBytes(),
            LAPTOP.freeDiskBytes());

    assertThat(refused(SOUND, silent).objections())
        .extracting(Objection::detail)
        .containsExactly("needs avx2, fma, and this system does not tell");
  }

  private static Eligibility.NotEligible refused(String manifest, DeviceFacts facts) {
    Eligibility verdict = Compatibility.judge(parsed(manifest), facts);
    assertThat(verdict).isInstanceOf(Eligibility.NotEligible.class);
    return (Eligibility.NotEligible) verdict;
  }

  private static DeviceFacts memory(long availableBytes) {
    return new DeviceFacts(
        LAPTOP.today(),
        LAPTOP.deviceClass(),
        LAPTOP.operatingSystem(),
        LAPTOP.architecture(),
        LAPTOP.cpuFeatures(),
        LAPTOP.runtime(),
        LAPTOP.ramBytes(),
        availableBytes,
        LAPTOP.freeDiskBytes());
  }

  private static DeviceFacts disk(OptionalLong freeBytes) {
    return new DeviceFacts(
        LAPTOP.today(),
        LAPTOP.deviceClass(),
        LAPTOP.operatingSystem(),
        LAPTOP.architecture(),
        LAPTOP.cpuFeatures(),
        LAPTOP.runtime(),
        LAPTOP.ramBytes(),
        LAPTOP.availableMemoryBytes(),
        freeBytes);
  }

  @Test
  void order_isThatOfTheList() {
    Eligibility.NotEligible verdict =
        new Eligibility.NotEligible(
            List.of(
                new Objection(IneligibilityReason.DISK, "b"),
                new Objection(IneligibilityReason.ARCHITECTURE, "a")),
            List.of());

    assertThat(verdict.first()).isEqualTo(IneligibilityReason.ARCHITECTURE);
  }
}
