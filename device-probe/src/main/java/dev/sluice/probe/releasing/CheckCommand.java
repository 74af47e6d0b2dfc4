package dev.sluice.probe.releasing;

import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.fitting.ByteSize;
import dev.sluice.probe.fitting.EnumWord;
import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import dev.sluice.probe.release.Compatibility;
import dev.sluice.probe.release.DeviceFacts;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether this device may run a release, and which of its files. */
@Command(
    name = "check",
    description = {
      "Says whether this device may run a release, and which of its files it should have.",
      "Also what would help if none. Nothing is downloaded, nothing is sent.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:this device is eligible",
      "1:the manifest is not to be used, or a file cannot be read",
      "2:the command line is wrong",
      "3:this device is not eligible",
    },
    footerHeading = "%n",
    footer = {
      "Reasons, in the order in which the first that applies is counted:",
      "not-yet-valid, expired, device-class, operating-system, architecture,",
      "cpu-features, runtime-too-old, memory, disk, no-variant. What this system does",
      "not tell counts as missing.",
      "",
      "Examples:",
      "  probe release check --manifest notes.release --key release.pub",
      "  probe release check --manifest notes.release --key release.pub --ram 8G \\",
      "    --device-class phone-8gb --json",
    })
final class CheckCommand implements Callable<Integer> {
  private static final int NOT_ELIGIBLE = 3;

  @Spec private CommandSpec spec;

  @Mixin private TrustOptions trust;

  @Option(
      names = "--device-class",
      paramLabel = "CLASS",
      converter = DeviceClassName.class,
      completionCandidates = DeviceClassName.class,
      description = "Class of the device: ${COMPLETION-CANDIDATES}.")
  private @Nullable String deviceClass;

  @Option(
      names = "--ram",
      paramLabel = "BYTES",
      description = "Memory of the device, such as 8G (GiB); default: this machine's.")
  private @Nullable String ram;

  @Option(
      names = "--device",
      paramLabel = "KIND",
      converter = EnumWord.OfDeviceKind.class,
      completionCandidates = EnumWord.OfDeviceKind.class,
      description =
          "Whose system takes its share of memory first: ${COMPLETION-CANDIDATES}; default: by the"
              + " device class, else laptop.")
  private @Nullable DeviceKind kind;

  @Option(names = "--json", description = "Print the verdict as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    OptionalLong ramBytes = ramBytes();
    try {
      Verification.Trusted trusted = trust.read();
      Optional<Acceptance> acceptance = trust.consider(trusted);
      if (acceptance.isPresent() && acceptance.get() instanceof Acceptance.Refused refused) {
        throw new IOException("the manifest is a step back: " + refused.reason());
      }
      Eligibility verdict = Compatibility.judge(trusted.manifest(), facts(ramBytes));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          json
              ? CheckJson.render(trusted.manifest(), verdict)
              : CheckText.render(trusted.manifest(), verdict));
      out.flush();
      return verdict instanceof Eligibility.Eligible ? ExitCode.OK : NOT_ELIGIBLE;
    } catch (IOException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private DeviceFacts facts(OptionalLong ramBytes) {
    Optional<String> stated = Optional.ofNullable(deviceClass);
    return ThisDevice.facts(
        LocalDate.now(Clock.systemUTC()),
        stated,
        kind == null ? ThisDevice.kind(stated) : kind,
        ramBytes,
        trust.place());
  }

  private OptionalLong ramBytes() {
    if (ram == null) {
      return OptionalLong.empty();
    }
    OptionalLong bytes = ByteSize.parseMemory(ram);
    if (bytes.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--ram " + ByteSize.rule(ram));
    }
    return bytes;
  }
}
