package dev.sluice.probe.fitting;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.RemoteGguf;
import dev.sluice.probe.gguf.RemoteLimits;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a model fits into memory, from its header alone. */
@Command(
    name = "fit",
    description = {
      "Says whether a model fits into a device's memory, and what would help if not.",
      "Reads the file's header only, of a remote file by range requests: nothing is downloaded.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the model fits",
      "1:it cannot be told: the header cannot be read, or its model is not modelled",
      "2:the command line is wrong",
      "3:the model does not fit",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  probe fit --model my.gguf --context 4096",
      "  probe fit --model https://host/m.gguf --context 8192 --ram 8G --device phone",
    })
public final class FitCommand implements Callable<Integer> {
  private static final int DOES_NOT_FIT = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE|URL",
      description = "GGUF model file, here or on a server (http, https).")
  private String model;

  @Option(
      names = "--context",
      required = true,
      paramLabel = "TOKENS",
      description = "Context to run it with.")
  private int context;

  @Option(
      names = "--ram",
      paramLabel = "BYTES",
      description = "Memory of the device, such as 8G (GiB); default: this machine's.")
  private @Nullable String ram;

  @Option(
      names = "--device",
      defaultValue = "laptop",
      paramLabel = "KIND",
      converter = EnumWord.OfDeviceKind.class,
      completionCandidates = EnumWord.OfDeviceKind.class,
      description = {
        "Whose system takes its share first: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
        "Assumed: phone half, laptop a quarter (at least 3 GiB), workstation 12 %% (4 GiB),",
        "edge-box 10 %% (0.5 GiB).",
      })
  private DeviceKind device;

  @Option(
      names = "--cache-type",
      defaultValue = "f16",
      paramLabel = "TYPE",
      converter = EnumWord.OfCacheType.class,
      completionCandidates = EnumWord.OfCacheType.class,
      description =
          "How keys and values are kept: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private CacheType cacheType;

  @Option(names = "--json", description = "Print the answer as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    RunPlan plan = plan();
    long ramBytes = ramBytes();
    GgufInspection inspection = inspect();
    return tell(answer(inspection, plan, ramBytes));
  }

  private int tell(FitReport report) {
    if (report.answer() instanceof FitAnswer.CannotTell cannot) {
      return cannotTell(report, cannot.reason());
    }
    print(json ? FitJson.render(report) : FitTable.render(report));
    return report.answer() instanceof FitAnswer.Fits ? ExitCode.OK : DOES_NOT_FIT;
  }

  /** A person reads the reason alone; a program has its answer as well. */
  private int cannotTell(FitReport report, String reason) {
    if (json) {
      print(FitJson.render(report));
    }
    spec.commandLine().getErr().println("probe: " + model + ": " + reason);
    spec.commandLine().getErr().flush();
    return ExitCode.SOFTWARE;
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }

  private RunPlan plan() {
    try {
      return new RunPlan(context, RunPlan.DEFAULT_BATCH_TOKENS, cacheType);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private long ramBytes() {
    String stated = ram;
    if (stated == null) {
      // Knows a container's limit as well.
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
    return ByteSize.parseMemory(stated).orElseThrow(() -> usage("--ram " + ByteSize.rule(stated)));
  }

  private GgufInspection inspect() {
    try {
      return model.matches("(?i)[a-z][a-z0-9+.-]*://.*")
          ? RemoteGguf.inspect(URI.create(model), RemoteLimits.STANDARD)
          : GgufReader.inspect(Path.of(model));
    } catch (InvalidPathException e) {
      throw usage("--model is no path: " + e.getReason());
    } catch (IllegalArgumentException e) {
      throw usage("--model is no address of a file: " + model);
    }
  }

  private FitReport answer(GgufInspection inspection, RunPlan plan, long ramBytes) {
    if (inspection instanceof GgufInspection.Unusable unusable) {
      FitAnswer answer = new FitAnswer.CannotTell(unusable.message());
      return new FitReport(Optional.empty(), plan, device, ramBytes, answer);
    }
    GgufModel header = ((GgufInspection.Sound) inspection).model();
    long available = ramBytes - device.headroomBytes(ramBytes);
    FitAnswer answer = MemoryFit.judge(header, plan, available);
    return new FitReport(Optional.of(header), plan, device, ramBytes, answer);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
