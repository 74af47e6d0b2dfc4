package dev.sluice.probe.daemon;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.probe.agent.Agent;
import dev.sluice.probe.agent.AgentLoop;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.agent.StopSignal;
import dev.sluice.probe.releasing.ReleaseAdmission;
import dev.sluice.probe.reporting.ReleaseOptions;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agent as a program that stays. */
@Command(
    name = "daemon",
    description =
        "Follows rollouts: runs the suites and reports when owner, device and budget allow it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is sound (--check), or what was due is done (--once)",
      "1:the file, a manifest or the data directory cannot be used",
      "2:the command line is wrong",
      "75:another daemon runs in this data directory",
      "143:it was told to end (SIGTERM), and ended in order",
    },
    footerHeading = "%nThe file:%n",
    footer = {
      "  dataDir: /var/lib/sluice-probe",
      "  gate: http://127.0.0.1:8081       # where flags are asked for",
      "  ingest: http://127.0.0.1:8080     # where reports go",
      "  credentialFile: /etc/sluice/fleet.secret   # only where the ingest wants one",
      "  tokens: true                      # anonymous; the credential pays for them",
      "  tokenHost: ingest.example         # what they are made for; default: ingest's",
      "  tokenKeys: []                     # SHA-256 of keys that may sign; none: any",
      "  deviceClass: laptop-16gb",
      "  models:                           # those on this device; none is downloaded",
      "    - {name: tiny, version: 1.1.0, sha256: ...,",
      "       file: /opt/models/tiny-1.1.0-q8_0.gguf}",
      "    - name: tiny                    # or one that a server has: llama-server,",
      "      version: 1.2.0                # Ollama, LM Studio, mlx_lm.server, vLLM",
      "      server: http://127.0.0.1:8080   # https where it is another machine",
      "      serverModel: tiny-1.2.0       # its id there",
      "      sha256: ...                   # of its file; 'file: ...' has it checked",
      "      deployment: device            # edge: another machine, that devices share",
      "      apiKeyFile: /etc/sluice/server.key   # only where the server wants one",
      "  context: 4096                     # tokens; default: the model's own,",
      "                                    # at most 2048. With a manifest: see below",
      "  threads: 3                        # default: all processors but one",
      "  memoryLimit: 4G                   # ends an engine above it; default: none",
      "                                    # from here on these are the defaults:",
      "  cacheType: f16                    # of keys and values; or q8_0, q4_0",
      "  suites: all                       # bundled ones, or ID,template:ID,FILE.yaml",
      "  epsilon: 1                        # privacy loss a report: 0.5, 1, 2, 4, 8",
      "  sendDelay: 12h                    # a report leaves at a random time within",
      "  maxReports: 4                     # within 28 days, 0 to 8",
      "  maxEpsilon: 24                    # in this device's life, 0 to 96",
      "  schedule:",
      "    onlyOnExternalPower: true       # a device without a battery always is",
      "    leastBatteryPercent: 30",
      "    notInPowerSaver: true",
      "    mostOtherLoad: 0.5              # runnable threads of others a processor",
      "    onlyUnmetered: true             # for asking, sending, edge servers",
      "    network: auto                   # or metered, unmetered",
      "    quietHours: []                  # such as [\"09:00-18:00\"]",
      "    minutesPerDay: 30",
      "    joulesPerDay: 30000",
      "    assumedWatts: 15                # of a run, where no meter counts joules",
      "    unknown: {power: wait, battery: wait, powerSaver: run, heat: run,",
      "              load: wait, memory: wait, network: run}",
      "",
      "With --manifest only files run that a signed manifest names, or falls back to.",
      "It is read at the start: for another manifest, start the daemon again.",
      "A run then has the context that the release requires, and 'context' is the most",
      "that it may have: a release that requires more counts as not eligible (memory).",
      "",
      "A server that does not answer is waited for; 'probe eval --server URL' says what",
      "works there. Nobody but you can say which file it has loaded: state its SHA-256.",
      "",
      "It does nothing at all before 'probe consent telemetry --data-dir DIR'.",
      "'probe status --data-dir DIR' says what it does and why it waits.",
    })
public final class DaemonCommand implements Callable<Integer> {
  static final String LOCK = "daemon.lock";

  private static final int FAILED = 1;
  private static final int HELD = 75;
  private static final int LOCK_ATTEMPTS = 5;
  private static final long LOCK_PAUSE_MILLIS = 100;
  private static final long END_PATIENCE_SECONDS = 15;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The owner's file, YAML; see below.")
  private Path config;

  @Mixin private ReleaseOptions release;

  @Option(names = "--check", description = "Read the file, say what is wrong with it, and end.")
  private boolean check;

  @Option(names = "--once", description = "Do what is due now, and end; for a scheduler.")
  private boolean once;

  @Override
  public Integer call() {
    DaemonConfig read;
    List<ReleaseAdmission> admissions;
    try {
      read = DaemonConfig.read(config);
      admissions = admissions(read);
    } catch (ConfigException | IOException e) {
      return fail(String.valueOf(e.getMessage()));
    }
    return check ? 0 : run(read, admissions);
  }

  /** Before anything is opened: what was signed, and that it is about what is installed. */
  private List<ReleaseAdmission> admissions(DaemonConfig read) throws IOException {
    AgentSettings settings = read.settings();
    List<ReleaseAdmission> admissions = release.admissions(settings.dataDirectory());
    for (ReleaseAdmission admission : admissions) {
      admission.requirePinned(settings.suites());
    }
    if (SignedReleases.of(new ReleasedModels(admissions), read) instanceof SignedReleases signed) {
      signed
          .notAsRequired()
          .forEach(why -> say(why + ": it counts as not eligible and will not be run"));
      signed
          .unnamed()
          .forEach(
              model ->
                  say(
                      "%s %s is named by no manifest and will not be run"
                          .formatted(model.name(), model.version())));
      signed
          .served()
          .forEach(
              model ->
                  say(
                      "%s %s is on a server, of which no manifest speaks, and will not be run"
                          .formatted(model.name(), model.version())));
    }
    return admissions;
  }

  private int run(DaemonConfig read, List<ReleaseAdmission> admissions) {
    try {
      OwnerOnlyDirectory files = OwnerOnlyDirectory.create(read.settings().dataDirectory());
      try (DirectoryLock lock = lock(files)) {
        for (ReleaseAdmission admission : admissions) {
          admission.accept();
        }
        run(read, new ReleasedModels(admissions), files);
        return 0;
      }
    } catch (DirectoryLock.HeldException e) {
      fail("another daemon runs in " + read.settings().dataDirectory());
      return HELD;
    } catch (IOException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  private void run(DaemonConfig read, ReleasedModels releases, OwnerOnlyDirectory files)
      throws IOException {
    StopSignal stop = new StopSignal();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> end(stop, ended), "daemon-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Agent agent =
          new Agent(
              read.settings(),
              ThisDevice.ports(read, releases, stop),
              files,
              BundledRegistry.load(),
              stop);
      AgentLoop loop = new AgentLoop(agent, stop, this::say);
      if (once) {
        loop.runOnce();
      } else {
        loop.run();
      }
    } finally {
      ended.countDown();
      removeHook(hook);
    }
  }

  /** What is under way is put off in order; the system would not wait for it otherwise. */
  private static void end(StopSignal stop, CountDownLatch ended) {
    stop.request();
    try {
      ended.await(END_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The program is ending, which is why the loop did.
    }
  }

  /** 'probe status' holds the lock for a moment, to see whether somebody else does. */
  private static DirectoryLock lock(OwnerOnlyDirectory files) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return files.lock(LOCK);
      } catch (DirectoryLock.HeldException e) {
        if (attempt == LOCK_ATTEMPTS || !pause()) {
          throw e;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOCK_PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println("probe: " + line);
    spec.commandLine().getErr().flush();
  }

  private int fail(String line) {
    say(line);
    return FAILED;
  }
}
