package dev.sluice.probe.disclosure;

import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.ledger.RecordedReport;
import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.reporting.AuthorizationOptions;
import dev.sluice.probe.reporting.CapOptions;
import dev.sluice.probe.reporting.Turn;
import dev.sluice.probe.reporting.TurnOptions;
import dev.sluice.probe.subject.UnusableSubjectException;
import dev.sluice.probe.tokens.TokenStanding;
import dev.sluice.probe.tokens.TokenTerms;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the next report would say, before noise and after. */
@Command(
    name = "show",
    description = "Prints what the next report would say, before noise and after; sends nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report is shown",
      "1:there is none: model or ledger cannot be used, or the bytes were dropped",
      "2:the command line is wrong",
    },
    footerHeading = "%n",
    footer = {
      "Takes the options of 'probe report', runs the model, and needs no consent.",
      "What it prints is for the owner's eyes: it also says what was measured. The",
      "noised value is thrown away, and 'probe report' draws its own, so looking",
      "costs no budget. Do not pass the output on: each one would be a report that",
      "no ledger has counted.",
      "",
      "Example:",
      "  probe show --model models/tiny-1.1.0-q8_0.gguf --rollout r1 \\",
      "    --device-class laptop-16gb --data-dir ~/.sluice-probe",
    })
public final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TurnOptions options;

  @Option(
      names = "--ingest",
      paramLabel = "URL",
      description = "Where reports go; nothing is sent there now. Only --tokens asks for it.")
  private @Nullable URI ingest;

  @Mixin private AuthorizationOptions authorization;

  @Mixin private CapOptions caps;

  @Option(names = "--bytes", description = "Print the report's bytes in hexadecimal as well.")
  private boolean bytes;

  @Option(names = "--json", description = "Print it as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    MetricRegistry registry = BundledRegistry.load();
    authorization.requireSense(Optional.ofNullable(ingest));
    try {
      Turn turn = options.turn(registry, today);
      LedgerView view = LedgerView.of(options.dataDirectory(), caps.caps(), today);
      if (view instanceof LedgerView.Closed closed) {
        return fail(closed.reason());
      }
      LedgerState state =
          view instanceof LedgerView.Present present
              ? present.state()
              : LedgerState.empty(caps.caps());
      Optional<Preview> preview = preview(turn, state, registry);
      return preview.isPresent()
          ? print(preview.get(), registry)
          : fail(
              "there is nothing to show: the report's bytes are no longer kept, or of a format that"
                  + " this probe does not read, no metric can be"
                  + " reported, or this device cannot take the release and was not asked about"
                  + " that");
    } catch (IOException | LedgerException | UnusableSubjectException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  /** What the next turn would say; empty if that is nothing, whatever the budget. */
  private Optional<Preview> preview(Turn turn, LedgerState state, MetricRegistry registry) {
    SpendingDecision decision =
        state.request(turn.cell(), turn.header().epsilon(), turn.header().day());
    return decision instanceof SpendingDecision.AlreadyReleased
        ? recorded(turn.cell(), state, registry, decision)
        : made(turn, state, registry, decision);
  }

  private Optional<Preview> recorded(
      String cell, LedgerState state, MetricRegistry registry, SpendingDecision decision) {
    return state.reports().stream()
        .map(RecordedReport::released)
        .filter(released -> released.cell().equals(cell))
        .flatMap(
            released ->
                registry.metric(released.metric()).stream()
                    .flatMap(
                        metric ->
                            released.bytes().stream()
                                .filter(ReportFields::isReadable)
                                .map(
                                    report ->
                                        new Preview(
                                            Preview.Origin.RECORDED,
                                            metric,
                                            Optional.empty(),
                                            report,
                                            decision))))
        .findFirst();
  }

  /** Draws, if the ledger has no draw; runs; noises. In the order of a real turn. */
  private Optional<Preview> made(
      Turn turn, LedgerState state, MetricRegistry registry, SpendingDecision decision) {
    ReportHeader header =
        decision instanceof SpendingDecision.Granted granted
            ? turn.header().on(granted.day())
            : turn.header();
    ReportAssembler assembler = new ReportAssembler(registry, new SecureRandomness());
    Optional<String> drawn = state.drawnMetric(turn.cell());
    Optional<Metric> metric =
        drawn.isPresent() ? assembler.drawn(drawn.get(), header) : assembler.draw(header);
    return metric
        .filter(found -> !ReportCycle.hasNoRun(found, turn.measurements()))
        .map(
            found -> {
              Measurement measurement =
                  ReportCycle.measured(state, turn.cell(), found, turn.measurements());
              return new Preview(
                  drawn.isPresent() ? Preview.Origin.DRAWN : Preview.Origin.EXAMPLE,
                  found,
                  Optional.of(measurement),
                  ReportBytes.of(assembler.assemble(found, measurement, header)),
                  decision);
            });
  }

  private int print(Preview preview, MetricRegistry registry) throws IOException {
    Optional<TokenTerms> terms = authorization.tokenTerms(Optional.ofNullable(ingest));
    Optional<TokenStanding> tokens =
        terms.isPresent()
            ? Optional.of(TokenStanding.of(options.dataDirectory(), terms.get()))
            : Optional.empty();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? PreviewText.json(preview, tokens, registry, bytes)
            : PreviewText.table(preview, tokens, registry, bytes));
    out.flush();
    return 0;
  }

  private int fail(String line) {
    spec.commandLine().getErr().println("probe: " + line);
    spec.commandLine().getErr().flush();
    return 1;
  }
}
