package dev.sluice.probe.cycle;

import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.send.Delivery;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.ModelVersions;
import dev.sluice.schemas.ReportedModel;
import dev.sluice.schemas.TopicKeys;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One turn of the probe.
 *
 * <p>The draw is written down before the run, so that a run that dies cannot lead to another draw;
 * and before the device looks whether it can take the release, so that one that cannot is silent
 * only if it was asked about a run. A run that dies with the whole device may do so for what it
 * met: were it repeated for ever, such a device would never be heard of. So after {@value #RUNS}
 * runs that did not end the report is made without one, and says the worst. A run that the device's
 * own policy put off is not among them: it was going well, and goes on.
 *
 * <p>The report is written down before it is sent, so that a probe that dies sends the same bytes
 * again.
 */
public final class ReportCycle {
  private static final int RUNS = 3;

  private final MetricRegistry registry;
  private final ReportAssembler assembler;
  private final LedgerFile ledger;
  private final SendDelay delay;
  private final Function<byte[], Delivery> sender;

  public ReportCycle(
      MetricRegistry registry,
      ReportAssembler assembler,
      LedgerFile ledger,
      SendDelay delay,
      Function<byte[], Delivery> sender) {
    this.registry = registry;
    this.assembler = assembler;
    this.ledger = ledger;
    this.delay = delay;
    this.sender = sender;
  }

  /** What a device answers once: an epoch, usually a rollout, and a model version. */
  public static String cell(String epoch, ReportedModel model) {
    return epoch + "/" + TopicKeys.of(ModelVersions.of(model));
  }

  /**
   * Sends what earlier turns did not deliver, as far as its delay is over.
   *
   * @return one delivery a report that was due, oldest first
   * @throws IOException if the ledger cannot be written
   */
  public List<Delivery> resend() throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    for (LedgerRecord.Released released : ledger.state().unsettled()) {
      if (delay.isOver(released.sendAfter())) {
        deliveries.add(deliver(released));
      }
    }
    return deliveries;
  }

  /**
   * Answers one epoch with one report, or says why not.
   *
   * @param epoch the rollout's id, or a calendar period between rollouts
   * @param header what the report says openly; its day is the device's, which may be wrong
   * @throws IOException if the ledger cannot be written; nothing was sent then
   */
  public CycleOutcome run(String epoch, ReportHeader header, Measurements measurements)
      throws IOException {
    Beginning beginning = begin(epoch, header);
    if (!(beginning instanceof Beginning.Begun begun)) {
      return ((Beginning.NotBegun) beginning).outcome();
    }
    if (hasNoRun(begun.metric(), measurements)) {
      putOff(begun);
      return new CycleOutcome.NotEligible(
          MeasuredQuantity.ELIGIBILITIES.get(measurements.eligibility().index()));
    }
    return end(begun, measured(begun.mayRun(), begun.metric(), measurements));
  }

  /**
   * The first half of {@link #run}: budget and draw. After it comes {@link #end}, or {@link
   * #putOff}; a device that dies before either has begun a run that did not end.
   *
   * @throws IOException if the ledger cannot be written
   */
  public Beginning begin(String epoch, ReportHeader header) throws IOException {
    String cell = cell(epoch, header.model());
    SpendingDecision decision = ledger.state().request(cell, header.epsilon(), header.day());
    if (decision instanceof SpendingDecision.Granted granted) {
      return draw(cell, header.on(granted.day()));
    }
    return new Beginning.NotBegun(
        decision instanceof SpendingDecision.Refused refused
            ? new CycleOutcome.BudgetRefused(refused.reason(), refused.allowedFrom())
            : new CycleOutcome.AlreadyReleased());
  }

  private Beginning draw(String cell, ReportHeader header) throws IOException {
    boolean mayRun = mayRun(ledger.state(), cell);
    return drawn(cell, header)
        .<Beginning>map(metric -> new Beginning.Begun(cell, metric, header, mayRun))
        .orElseGet(
            () ->
                new Beginning.NotBegun(
                    new CycleOutcome.NothingToReport(
                        "no metric of the registry can be reported on " + header.day())));
  }

  /**
   * Stops a run that was begun, because the device's own policy says so: it will be begun again,
   * with the same metric, and this one does not count against it.
   *
   * @throws IOException if the ledger cannot be written; the run then counts as one that did not
   *     end
   */
  public void putOff(Beginning.Begun begun) throws IOException {
    ledger.append(new LedgerRecord.PutOff(begun.cell()));
  }

  /**
   * The second half of {@link #run}: noise, ledger, and sending if that is due.
   *
   * @throws IOException if the ledger cannot be written; nothing was sent then
   */
  public CycleOutcome end(Beginning.Begun begun, Measurement measurement) throws IOException {
    Metric metric = begun.metric();
    ReportHeader header = begun.header();
    byte[] report = assembler.assemble(metric, measurement, header);
    LedgerRecord.Released released =
        new LedgerRecord.Released(
            begun.cell(),
            metric.id(),
            header.day(),
            metric.limited(header.epsilon()),
            Digests.fromHex(registry.digest()),
            delay.drawn(),
            Optional.of(ReportBytes.of(report)));
    ledger.append(released);
    return delay.isOver(released.sendAfter())
        ? new CycleOutcome.Released(metric.id(), deliver(released))
        : new CycleOutcome.Waiting(metric.id());
  }

  /**
   * Gives up what has waited so long that no server counts it any more.
   *
   * @param oldest the first day that still counts
   * @return how many reports
   * @throws IOException if the ledger cannot be written
   */
  public int expire(LocalDate oldest) throws IOException {
    int expired = 0;
    for (LedgerRecord.Released released : ledger.state().unsettled()) {
      if (released.day().isBefore(oldest)) {
        settle(released, LedgerRecord.Settlement.EXPIRED);
        expired++;
      }
    }
    return expired;
  }

  /**
   * Whether a device says nothing about what it drew: it cannot take the release, and that is not
   * the question. Whoever calls {@link #begin} asks this next, and puts off if so: the draw stands.
   */
  public static boolean hasNoRun(Metric metric, Measurements measurements) {
    return !metric.quantity().isEligibility() && !measurements.eligible();
  }

  /**
   * What the run comes to; nothing, without another run, if earlier ones did not end. Eligibility
   * takes no run.
   *
   * @param before the ledger before this turn
   */
  public static Measurement measured(
      LedgerState before, String cell, Metric metric, Measurements measurements) {
    return measured(mayRun(before, cell), metric, measurements);
  }

  private static Measurement measured(boolean mayRun, Metric metric, Measurements measurements) {
    if (metric.quantity().isEligibility()) {
      return measurements.eligibility();
    }
    return mayRun ? measurements.of(metric) : new Measurement.Missing();
  }

  private static boolean mayRun(LedgerState before, String cell) {
    return before.unendedRuns(cell) < RUNS;
  }

  /** The metric that the ledger holds for the cell; a draw only where there is none. */
  private Optional<Metric> drawn(String cell, ReportHeader header) throws IOException {
    Optional<String> before = ledger.state().drawnMetric(cell);
    // It stands, even if it can no longer be reported: a second draw would depend on the first.
    Optional<Metric> metric =
        before.isPresent() ? assembler.drawn(before.get(), header) : assembler.draw(header);
    if (metric.isPresent()) {
      ledger.append(new LedgerRecord.Drawn(cell, metric.get().id()));
    }
    return metric;
  }

  private Delivery deliver(LedgerRecord.Released released) throws IOException {
    ledger.requireUsable();
    Delivery delivery = sender.apply(released.bytes().orElseThrow().toArray());
    if (delivery instanceof Delivery.Acknowledged) {
      settle(released, LedgerRecord.Settlement.ACKNOWLEDGED);
    } else if (delivery instanceof Delivery.Refused) {
      settle(released, LedgerRecord.Settlement.REFUSED);
    }
    return delivery;
  }

  private void settle(LedgerRecord.Released released, LedgerRecord.Settlement settlement)
      throws IOException {
    ledger.append(new LedgerRecord.Settled(released.cell(), settlement));
  }
}
