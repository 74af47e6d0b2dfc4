package dev.sluice.probe.doctor;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.releasing.DeviceClassName;
import dev.sluice.probe.releasing.ThisDevice;
import dev.sluice.probe.reporting.AuthorizationOptions;
import dev.sluice.probe.reporting.CapOptions;
import dev.sluice.probe.subject.ServerOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what works on this device, and what to do about the rest. */
@Command(
    name = "doctor",
    description = {
      "Says what works on this device, and what to do about the rest.",
      "It changes nothing, and tells nobody anything about the device: servers that are named get"
          + " one plain GET or, if they have a model, a few, and so do servers with models on this"
          + " machine; with --tokens the ingest gets an empty POST.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything that was looked at works, perhaps with warnings",
      "1:there is a problem",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  probe doctor",
      "  probe doctor --model my.gguf --data-dir ~/.sluice-probe \\",
      "    --ingest http://127.0.0.1:8080",
      "  probe doctor --server http://127.0.0.1:8080 --server-model my-model",
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "FILE", description = "A GGUF model file.")
  private @Nullable Path model;

  @ArgGroup(exclusive = false)
  private @Nullable ServerOptions server;

  @Option(
      names = "--local-port",
      split = ",",
      defaultValue = LocalServersCheck.USUAL_PORTS,
      paramLabel = "PORT",
      description =
          "Where servers that have a model are looked for on this machine if --server names none;"
              + " default: ${DEFAULT-VALUE} (llama-server or mlx_lm.server, Ollama, LM Studio).")
  private List<Integer> localPorts;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The probe's data directory: permissions, lock, ledger, consent.")
  private @Nullable Path dataDirectory;

  @Option(names = "--ingest", paramLabel = "URL", description = "Where reports go.")
  private @Nullable URI ingest;

  @Mixin private AuthorizationOptions authorization;

  @Option(names = "--gate", paramLabel = "URL", description = "Where the flag file comes from.")
  private @Nullable URI gate;

  @Option(names = "--manifest", paramLabel = "FILE", description = "A signed release manifest.")
  private @Nullable Path manifest;

  @Option(
      names = "--manifest-key",
      paramLabel = "FILE",
      description = "A public key that is trusted to sign it; may be given several times.")
  private @Nullable List<Path> keys;

  @Option(
      names = "--device-class",
      paramLabel = "CLASS",
      converter = DeviceClassName.class,
      completionCandidates = DeviceClassName.class,
      description =
          "Class of the device, by which its system's share of memory is told, and whether a"
              + " manifest is for it: ${COMPLETION-CANDIDATES}.")
  private @Nullable String deviceClass;

  @Mixin private CapOptions caps;

  @Option(names = "--json", description = "Print the findings as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    if ((manifest == null) != (keys == null)) {
      throw new ParameterException(
          spec.commandLine(), "--manifest and --manifest-key belong together");
    }
    for (int port : localPorts) {
      if (port < 1 || port > 65_535) {
        throw new ParameterException(
            spec.commandLine(), "--local-port must be between 1 and 65535, was " + port);
      }
    }
    authorization.requireSense(Optional.ofNullable(ingest));
    PrintWriter out = spec.commandLine().getOut();
    List<Examination.Result> results = Examination.of(checks(), result -> tell(result, out));
    out.println(json ? DoctorText.json(results) : DoctorText.summary(results));
    out.flush();
    return Examination.healthy(results) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Each as soon as it is known: the engine takes a moment. */
  private void tell(Examination.Result result, PrintWriter out) {
    if (!json) {
      out.println(DoctorText.line(result));
      out.flush();
    }
  }

  private List<Check> checks() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    Optional<Path> data = Optional.ofNullable(dataDirectory);
    Optional<String> stated = Optional.ofNullable(deviceClass);
    DeviceKind kind = ThisDevice.kind(stated);
    long ram = ThisDevice.ramBytes();
    Path place = data.orElse(Path.of(""));
    DeviceState state = LocalDevice.monitor().state();
    return List.of(
        JavaCheck.here(),
        ProcessorCheck.here(),
        ThreadLibraryCheck.here(),
        new MemoryCheck(ram, kind),
        new DiskCheck(
            data.map(Path::toString).orElse("this directory"), ThisDevice.freeBytes(place)),
        TemporaryDirectoryCheck.here(),
        engine(),
        new ModelCheck(
            Optional.ofNullable(model),
            EngineSettings.DEFAULT_CONTEXT_TOKENS,
            ram - kind.headroomBytes(ram)),
        new ModelServerCheck(Optional.ofNullable(server).map(each -> each::connect)),
        localServers(),
        new PowerCheck(state),
        new HeatCheck(state),
        new EnergyCheck(
            LocalDevice.meters().find(EnumSet.allOf(EnergyMethod.class), System::nanoTime)),
        new ClockCheck(today),
        new DataDirectoryCheck(data),
        new LedgerCheck(data, caps.caps(), today),
        new ConsentCheck(data),
        ServerCheck.ingest(Optional.ofNullable(ingest), today),
        new AuthorizationCheck(authorization, Optional.ofNullable(ingest), data),
        ServerCheck.gate(Optional.ofNullable(gate), today),
        new ReleaseCheck(
            Optional.ofNullable(manifest),
            keys == null ? List.of() : keys,
            ThisDevice.facts(today, stated, kind, OptionalLong.empty(), place)));
  }

  /** Who has the model on a server needs no engine for it here. */
  private Check engine() {
    return server != null && model == null
        ? new NotNeeded("engine", "a server runs the model (--server)")
        : new EngineCheck();
  }

  private Check localServers() {
    return server == null
        ? new LocalServersCheck(localPorts)
        : new NotNeeded("local servers", "a server is named (--server)");
  }
}
