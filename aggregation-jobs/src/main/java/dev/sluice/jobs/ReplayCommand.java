package dev.sluice.jobs;

import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.jobs.deadletters.DeadLetterListing;
import dev.sluice.jobs.deadletters.DeadLetterSurvey;
import dev.sluice.jobs.deadletters.DeadLetterTopic;
import dev.sluice.jobs.deadletters.Replay;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs replay}: puts refused records back after a fix. */
@Command(
    name = "replay",
    description = {
      "Puts records that the job refused back into the reports topic, bytes for bytes.",
      "",
      "For after a fix: when the job has been started with the registry that it lacked, or without"
          + " the bug that refused them. Only what the rules given here admit is put back, so give"
          + " those that the job runs with; anything else would be refused again. The job counts"
          + " an id once: to do it twice, or again after a failure, does no harm. What was refused"
          + " stays tallied as INVALID, and what is put back is a further record with a tally of"
          + " its own: COUNTED, LATE if its day has closed meanwhile, DUPLICATE the second time.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, also if there was nothing to put back",
      "1:the brokers do not answer, have no such topic, or did not take all; try again",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  What would happen:",
      "    jobs replay --bootstrap-servers localhost:9092 --reason registry-mismatch \\",
      "        --registry new.yaml --dry-run",
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      showDefaultValue = Visibility.NEVER,
      description = "Reason of the refusals, as jobs dead-letters shows it. May be repeated.")
  private Set<String> reasons = new LinkedHashSet<>();

  @Option(names = "--dry-run", description = "Only say what would be put back.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the counts as JSON on standard output.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nConnections:%n", order = 1)
  private final BrokerOptions brokers = new BrokerOptions();

  @ArgGroup(validate = false, heading = "%nRules that the job runs with:%n", order = 2)
  private final JudgingOptions rules = new JudgingOptions();

  @Override
  public Integer call() {
    checkReasons();
    DeadLetterSurvey survey = DeadLettersCommand.survey(spec, rules);
    try {
      DeadLetterListing.tellForeign(replay(survey), spec.commandLine().getErr());
    } catch (IOException e) {
      spec.commandLine().getErr().println("jobs: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    DeadLetterListing listing = new DeadLetterListing(survey.counts(), reasons, dryRun);
    spec.commandLine().getOut().println(json ? listing.json() : listing.table());
    spec.commandLine().getOut().flush();
    spec.commandLine().getErr().println(listing.summary());
    return ExitCode.OK;
  }

  private long replay(DeadLetterSurvey survey) throws IOException {
    return dryRun
        ? DeadLetterTopic.read(brokers.brokers(spec), survey::add)
        : Replay.run(brokers.brokers(spec), reasons, survey);
  }

  private void checkReasons() {
    for (String reason : reasons) {
      if (!ReportJudge.REASONS.contains(reason)) {
        throw new ParameterException(
            spec.commandLine(),
            "--reason must be one of "
                + String.join(", ", ReportJudge.REASONS)
                + "; was "
                + reason);
      }
    }
  }
}
