package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.assignment.LocalSeed;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.cycle.Beginning;
import dev.sluice.probe.cycle.CycleOutcome;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.flags.FlagFile;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.progress.RunProgress;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.reporting.Withdrawal;
import dev.sluice.probe.schedule.Agenda;
import dev.sluice.probe.schedule.Conditions;
import dev.sluice.probe.schedule.Decision;
import dev.sluice.probe.schedule.SchedulePolicy;
import dev.sluice.probe.schedule.Situation;
import dev.sluice.probe.schedule.Spent;
import dev.sluice.probe.schedule.WaitReason;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One look after the other: what the owner allows, what the network brings and takes, what is asked
 * of this device, and whether it is welcome now. Not safe for use by several threads.
 */
public final class Agent {
  /** What waits longer is given up: no server counts it any more. */
  static final int OLDEST_DAYS = 28;

  private static final Duration AFTER_WORK = Duration.ofSeconds(1);
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

  private final AgentSettings settings;
  private final AgentPorts ports;
  private final DurableFiles files;
  private final MetricRegistry registry;
  private final ConsentFile consentFile;
  private final SchedulePolicy policy;
  private final TaskFinder finder;
  private final Exchange exchange;
  private final DayUsage usage;
  private final StatusFile status;
  private final StopSignal stop;
  private String words = "";

  /**
   * An agent of a data directory, which nobody else must hold.
   *
   * @throws IOException if what the directory holds cannot be used
   */
  public Agent(
      AgentSettings settings,
      AgentPorts ports,
      DurableFiles files,
      MetricRegistry registry,
      StopSignal stop)
      throws IOException {
    this.settings = settings;
    this.ports = ports;
    this.files = files;
    this.registry = registry;
    this.stop = stop;
    this.consentFile = new ConsentFile(settings.dataDirectory());
    this.policy = new SchedulePolicy(settings.owner());
    this.exchange = new Exchange(ports, files);
    this.usage = new DayUsage(files);
    this.status = new StatusFile(files);
    this.finder =
        new TaskFinder(
            settings,
            new ModelShelf(settings.models()),
            ports.engines(),
            ports.admission(),
            registry,
            LocalSeed.of(files, ports.randomBytes()));
  }

  /**
   * Does what is to be done now.
   *
   * @return how long there is nothing more to do, if nothing changes; more than 0
   * @throws IOException if the data directory cannot be used
   */
  public Duration step() throws IOException {
    try {
      return look();
    } catch (LedgerException e) {
      write(AgentStatus.troubled(consent(), String.valueOf(e.getMessage())));
      return AFTER_TROUBLE;
    }
  }

  /** Why nothing is done, for the log; empty while something is. */
  public String words() {
    return words;
  }

  /** Notes that an agent is at work: without a word that it has ended, it was cut off. */
  void begun() throws IOException {
    status.restate(AgentStatus.STARTING, consent());
  }

  /** Notes that the agent ends in order. */
  void ended() throws IOException {
    status.restate(AgentStatus.ENDED, consent());
  }

  /**
   * Says again what is the case, after what was done; nothing is done now.
   *
   * @throws IOException if the data directory cannot be used
   */
  void account() throws IOException {
    Consent consent = consent();
    Conditions conditions = ports.surroundings().now(0);
    try {
      decide(consent, tasks(consent), conditions);
    } catch (LedgerException e) {
      write(AgentStatus.troubled(consent, String.valueOf(e.getMessage())));
    }
  }

  private Duration look() throws IOException, LedgerException {
    Consent consent = consent();
    if (!consent.allowsReports()) {
      optOut();
    }
    Conditions conditions = ports.surroundings().now(0);
    Set<WaitReason> network = policy.objectionsToTransfer(consent, conditions);
    if (network.isEmpty()) {
      exchange.refreshFlags();
      if (!deliver() && exchange.isFetchingDue()) {
        fetchToken();
      }
    }
    Tasks tasks = tasks(consent);
    Decision decision = decide(consent, tasks, conditions);
    if (decision instanceof Decision.Wait wait) {
      // A network that costs may become one that does not; then everything is due at once.
      Duration nextExchange =
          network.isEmpty() ? exchange.untilNext(waitingReports(), sendDelay()) : AFTER_TROUBLE;
      return shorter(wait.lookAgain(), nextExchange);
    }
    run(tasks.next().orElseThrow());
    return AFTER_WORK;
  }

  /** Decides, and says so. */
  private Decision decide(Consent consent, Tasks tasks, Conditions conditions)
      throws IOException, LedgerException {
    Situation situation =
        new Situation(consent, tasks.agenda(), conditions, usage.on(localDay()), localTime());
    Decision decision = policy.decide(situation);
    Set<WaitReason> network = policy.objectionsToTransfer(consent, conditions);
    write(report(consent, tasks, decision, network, situation.spent()));
    return decision;
  }

  /** Nothing that was made or begun is left. */
  private void optOut() throws IOException, LedgerException {
    Withdrawal.of(settings.dataDirectory(), settings.caps(), today());
    RunProgress.keepOnly(files, Set.of());
  }

  /** Sends what is due; says whether anything was. */
  private boolean deliver() throws IOException, LedgerException {
    if (!exchange.isSendingDue(waitingReports(), sendDelay())) {
      return false;
    }
    try (LedgerFile ledger = openLedger()) {
      ReportCycle cycle = cycle(ledger);
      cycle.expire(today().minusDays(OLDEST_DAYS));
      exchange.sent(cycle.resend());
      withdrawIfOptedOut(ledger);
      return true;
    }
  }

  /** Nobody else who shows tokens of this directory runs meanwhile: he would need the ledger. */
  private void fetchToken() throws IOException, LedgerException {
    try (LedgerFile ledger = openLedger()) {
      exchange.fetchToken();
      withdrawIfOptedOut(ledger);
    }
  }

  private Tasks tasks(Consent consent) throws IOException, LedgerException {
    Optional<FlagFile> flags = exchange.flags(today().minusDays(OLDEST_DAYS));
    return flags.isPresent()
        ? finder.find(flags.get(), consent.allowsReports(), ledgerState(), today())
        : Tasks.none();
  }

  private void run(ReportTask task) throws IOException, LedgerException {
    try (RunningEnergy energy = ports.energy().get()) {
      run(task, energy);
    }
  }

  private void run(ReportTask task, RunningEnergy energy) throws IOException, LedgerException {
    RunBudget budget =
        new RunBudget(usage, energy, settings.assumedWatts(), ports.nanoTime(), this::localDay);
    RunWatch watch =
        new RunWatch(stop, consentFile::allowsReports, budget, this::midway, ports.nanoTime());
    try (LedgerFile ledger = openLedger()) {
      RunProgress.keepOnly(files, task.keys());
      ReportCycle cycle = cycle(ledger);
      Beginning beginning = cycle.begin(task.rollout(), task.header());
      if (beginning instanceof Beginning.Begun begun) {
        answer(task, begun, cycle, watch);
      }
      withdrawIfOptedOut(ledger);
    } finally {
      budget.close();
    }
  }

  private void answer(ReportTask task, Beginning.Begun begun, ReportCycle cycle, RunWatch watch)
      throws IOException {
    if (begun.metric().quantity().isEligibility()) {
      // Known before the draw, and without a run.
      end(cycle, begun, task.eligibility());
      return;
    }
    if (!task.eligible()) {
      cycle.putOff(begun);
      return;
    }
    Optional<Measurement> measured =
        begun.mayRun() ? measured(task, begun, watch) : Optional.of(new Measurement.Missing());
    if (measured.isEmpty() || watch.mustStopAtOnce()) {
      cycle.putOff(begun);
      return;
    }
    end(cycle, begun, measured.get());
    RunProgress.keepOnly(files, Set.of());
  }

  private void end(ReportCycle cycle, Beginning.Begun begun, Measurement measurement)
      throws IOException {
    if (cycle.end(begun, measurement) instanceof CycleOutcome.Released) {
      exchange.putOffFetching();
    }
  }

  /**
   * Only while the model runs may this thread be interrupted: a ledger would take it for a fault.
   */
  private Optional<Measurement> measured(ReportTask task, Beginning.Begun begun, RunWatch watch) {
    try (RunInterrupter interrupter = ports.interrupter().of(watch::mustStopAtOnce)) {
      return new ReportRun(ports, files, watch).measure(task, begun.metric());
    }
  }

  /** Whether a run may go on: it has its memory, and its own threads are no other load. */
  private Decision midway(Spent spent) {
    return policy.decide(
        new Situation(
            Consent.TELEMETRY,
            new Agenda.Due(OptionalLong.empty()),
            ports.surroundings().now(ports.threads()),
            spent,
            localTime()));
  }

  private ReportCycle cycle(LedgerFile ledger) {
    return new ReportCycle(
        registry,
        new ReportAssembler(registry, ports.randomness()),
        ledger,
        sendDelay(),
        ports.sender());
  }

  private void withdrawIfOptedOut(LedgerFile ledger) throws IOException {
    if (!consentFile.allowsReports()) {
      ledger.withdraw();
    }
  }

  private LedgerFile openLedger() throws LedgerException {
    return LedgerFile.open(settings.dataDirectory(), settings.caps(), today());
  }

  private LedgerState ledgerState() throws LedgerException {
    LedgerView view = LedgerView.of(settings.dataDirectory(), settings.caps(), today());
    if (view instanceof LedgerView.Closed closed) {
      throw new LedgerException(closed.reason());
    }
    return view instanceof LedgerView.Present present
        ? present.state()
        : LedgerState.empty(settings.caps());
  }

  private List<LedgerRecord.Released> waitingReports() throws LedgerException {
    return ledgerState().unsettled();
  }

  /** Without a choice that was made, and with one that cannot be read, nothing is done. */
  private Consent consent() {
    try {
      return consentFile.read().orElse(Consent.OFF);
    } catch (IOException unreadable) {
      return Consent.OFF;
    }
  }

  private void write(AgentStatus now) throws IOException {
    words = now.words();
    status.write(now);
  }

  private AgentStatus report(
      Consent consent, Tasks tasks, Decision decision, Set<WaitReason> network, Spent spent)
      throws IOException, LedgerException {
    ExchangeNews news = exchange.news(network.isEmpty());
    return AgentStatus.of(consent, tasks, decision, network, news, ledgerState(), spent);
  }

  private SendDelay sendDelay() {
    return new SendDelay(settings.sendDelay(), ports.clock(), ports.randomness());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(ports.clock().instant(), ZoneOffset.UTC);
  }

  private LocalDate localDay() {
    return LocalDate.ofInstant(ports.clock().instant(), ports.zone());
  }

  private LocalTime localTime() {
    return LocalTime.ofInstant(ports.clock().instant(), ports.zone());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
