package dev.sluice.probe.agent;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.device.MeterFinder;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.flags.remote.FlagSource;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.observation.SimulatedPace;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.schedule.Conditions;
import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import dev.sluice.probe.tokens.TokenSupply;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A device, its owner and its servers, with a clock that only moves when it is told to. */
final class AgentWorld {
  static final int ITEMS = 8;

  final Path directory;
  final List<byte[]> sent = new ArrayList<>();
  final List<Optional<String>> asked = new ArrayList<>();
  final StopSignal stop = new StopSignal();
  final ConsentFile consent;

  Instant now = Instant.parse("2026-11-28T10:00:00Z");
  long nanos;
  boolean onTheCharger = true;
  boolean online = true;
  String flags = AgentFlags.everybodyIsACandidate();
  OwnerSettings owner = OwnerSettings.DEFAULT;
  Duration sendDelay = Duration.ZERO;
  Function<String, Generation> script =
      prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
  List<InstalledModel> models = new ArrayList<>();
  ScriptedEngine engine = new ScriptedEngine(this::answer);

  /** Where models run; here for all of them by the script. */
  Engines engines = model -> new Engines.Standing.There(engine);

  boolean metered;
  long freeMemoryBytes = 1L << 40;

  /** For each look at the device, the threads that were taken for the probe's. */
  final List<Integer> countedAsOwn = new ArrayList<>();

  /** Of the thousand that the metrics share by their weights, in the registry's order. */
  int ticket;

  TokenSupply tokens = TokenSupply.none();
  Admission admission = Admission.ofEverything();
  Duration answerTakes = Duration.ofSeconds(6);
  MeterFinder meters = MeterFinder.none("none in this world");

  AgentWorld(Path directory) throws IOException {
    this.directory = directory;
    this.consent = new ConsentFile(directory);
    consent.write(Consent.TELEMETRY);
    install("1.0.0");
    install("1.1.0");
  }

  void install(String version) throws IOException {
    Path file = TinyModels.all().get(version.equals("1.0.0") ? 0 : 3);
    models.add(InstalledModel.inFile("tiny", version, file, ModelDigest.sha256(file)));
  }

  /** The agent after a start of the device. */
  Agent agent() throws IOException {
    engine = new ScriptedEngine(this::answer);
    return new Agent(
        settings(), ports(), OwnerOnlyDirectory.create(directory), BundledRegistry.load(), stop);
  }

  /** Lets an agent look until a moment, however often it wants to. */
  void liveUntil(Agent agent, Instant end) throws IOException {
    while (now.isBefore(end)) {
      pass(agent.step());
    }
  }

  void liveFor(Agent agent, Duration time) throws IOException {
    liveUntil(agent, now.plus(time));
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  LedgerState ledger() throws LedgerException {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return LedgerView.of(directory, Caps.DEFAULT, today) instanceof LedgerView.Present present
        ? present.state()
        : LedgerState.empty(Caps.DEFAULT);
  }

  String status() throws IOException {
    return new StatusFile(OwnerOnlyDirectory.create(directory)).read().orElseThrow().toString();
  }

  /** What was sent, by its place. */
  Report report(int index) {
    return ((Decoded.Value<Report>) ReportFormat.decode(sent.get(index))).value();
  }

  /** The prompts that are items, in the order in which they were asked. */
  List<String> itemsAsked() {
    return engine.prompts.stream().filter(prompt -> prompt.startsWith("say i")).toList();
  }

  private Generation answer(String prompt) {
    pass(answerTakes);
    return script.apply(prompt);
  }

  private AgentSettings settings() {
    return new AgentSettings(
        directory,
        "laptop-16gb",
        List.of(TestSuites.echo(ITEMS)),
        Epsilon.of(1),
        Caps.DEFAULT,
        sendDelay,
        owner,
        10,
        models);
  }

  private AgentPorts ports() {
    return new AgentPorts(
        () -> now,
        ZoneOffset.UTC,
        () -> nanos,
        this::conditions,
        this::askForFlags,
        this::send,
        tokens,
        model -> engines.of(model),
        (model, today) -> admission.about(model, today),
        1,
        () -> RunningEnergy.begin(meters, new SimulatedPace()),
        metric -> DeviceObserver.none(),
        new NoNoise(),
        byte[]::new,
        () -> 0.5,
        mustStop -> () -> {});
  }

  private Conditions conditions(int ownThreads) {
    countedAsOwn.add(ownThreads);
    return new Conditions(
        Optional.of(true),
        Optional.of(onTheCharger),
        OptionalDouble.of(0.9),
        Optional.of(false),
        Optional.of(false),
        OptionalDouble.of(0),
        OptionalLong.of(freeMemoryBytes),
        Optional.of(metered));
  }

  private FlagSource.Answer askForFlags(Optional<String> tag) {
    asked.add(tag);
    String current = "\"" + flags.hashCode() + "\"";
    if (!online) {
      return new FlagSource.Answer.Unavailable("no network", Optional.empty());
    }
    return tag.equals(Optional.of(current))
        ? new FlagSource.Answer.Unchanged()
        : new FlagSource.Answer.Changed(flags, Optional.of(current));
  }

  private Delivery send(byte[] report) {
    if (!online) {
      return new Delivery.Deferred("no network");
    }
    sent.add(report);
    return new Delivery.Acknowledged();
  }

  /** Draws the metric of the ticket and half of any delay, and adds nothing. */
  private final class NoNoise implements Randomness {
    @Override
    public int uniform(int bound) {
      // A draw of a metric has few thousands of places, a delay as many as it has seconds.
      return bound > 10_000 ? bound / 2 : Math.min(ticket, bound - 1);
    }

    @Override
    public long bits63() {
      return 0;
    }

    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      return value;
    }
  }
}
