package dev.sluice.probe.agent;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.assignment.LocalSeed;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.flags.FlagFile;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.progress.RunProgress;
import dev.sluice.probe.reporting.Withdrawal;
import dev.sluice.probe.schedule.Conditions;
import dev.sluice.probe.schedule.Decision;
import dev.sluice.probe.schedule.SchedulePolicy;
import dev.sluice.probe.schedule.Situation;
import dev.sluice.probe.schedule.Spent;
import dev.sluice.probe.schedule.WaitReason;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
  private final ConsentFile consentFile;
  private final SchedulePolicy policy;
  private final AgentClock clock;
  private final AgentLedger ledger;
  private final TaskFinder finder;
  private final TaskRun run;
  private final Exchange exchange;
  private final DayUsage usage;
  private final StatusFile status;
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
    this.consentFile = new ConsentFile(settings.dataDirectory());
    this.policy = new SchedulePolicy(settings.owner());
    this.exchange = new Exchange(ports, files);
    this.usage = new DayUsage(files);
    this.status = new StatusFile(files);
    this.clock = ports.days();
    this.ledger = new AgentLedger(settings, ports, registry, consentFile);
    ModelEngines engines =
        new ModelEngines(
            ports.engines(),
            new ServerPatience(ports.nanoTime(), ports.jitter()),
            settings.suites());
    this.run =
        new TaskRun(
            ports,
            files,
            engines,
            ledger,
            new RunLimits(consentFile, policy, usage, settings.assumedWatts(), stop));
    this.finder =
        new TaskFinder(
            settings,
            new ModelShelf(settings.models()),
            engines,
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
      decide(consent, tasks(consent, conditions), conditions);
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
    Tasks tasks = tasks(consent, conditions);
    Decision decision = decide(consent, tasks, conditions);
    if (decision instanceof Decision.Wait wait) {
      // A network that costs may become one that does not; then everything is due at once.
      Duration nextExchange =
          network.isEmpty()
              ? exchange.untilNext(ledger.waiting(), ledger.sendDelay())
              : AFTER_TROUBLE;
      return shorter(wait.lookAgain(), nextExchange);
    }
    if (run.run(tasks.next().orElseThrow())) {
      exchange.putOffFetching();
    }
    return AFTER_WORK;
  }

  /** Decides, and says so. */
  private Decision decide(Consent consent, Tasks tasks, Conditions conditions)
      throws IOException, LedgerException {
    Situation situation =
        new Situation(
            consent, tasks.agenda(), conditions, usage.on(clock.localDay()), clock.localTime());
    Decision decision = policy.decide(situation);
    Set<WaitReason> network = policy.objectionsToTransfer(consent, conditions);
    write(report(consent, tasks, decision, network, situation.spent()));
    return decision;
  }

  /** Nothing that was made or begun is left. */
  private void optOut() throws IOException, LedgerException {
    Withdrawal.of(settings.dataDirectory(), settings.caps(), clock.utcDay());
    RunProgress.keepOnly(files, Set.of());
  }

  /** Sends what is due; says whether anything was. */
  private boolean deliver() throws IOException, LedgerException {
    if (!exchange.isSendingDue(ledger.waiting(), ledger.sendDelay())) {
      return false;
    }
    return ledger.open(
        cycle -> {
          cycle.expire(clock.utcDay().minusDays(OLDEST_DAYS));
          exchange.sent(cycle.resend());
          return true;
        });
  }

  /** Nobody else who shows tokens of this directory runs meanwhile: he would need the ledger. */
  private void fetchToken() throws IOException, LedgerException {
    ledger.open(
        cycle -> {
          exchange.fetchToken();
          return false;
        });
  }

  private Tasks tasks(Consent consent, Conditions conditions) throws IOException, LedgerException {
    Optional<FlagFile> flags = exchange.flags(clock.utcDay().minusDays(OLDEST_DAYS));
    boolean mayUseNetwork = policy.objectionsToTransfer(consent, conditions).isEmpty();
    return flags.isPresent()
        ? finder.find(
            flags.get(),
            new TaskFinder.Now(
                consent.allowsReports(), mayUseNetwork, ledger.state(), clock.utcDay()))
        : Tasks.none();
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
    return AgentStatus.of(consent, tasks, decision, network, news, ledger.state(), spent);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
