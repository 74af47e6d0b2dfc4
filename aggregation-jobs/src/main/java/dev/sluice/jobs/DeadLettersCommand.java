package dev.sluice.jobs;

import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.jobs.deadletters.DeadLetterListing;
import dev.sluice.jobs.deadletters.DeadLetterSurvey;
import dev.sluice.jobs.deadletters.DeadLetterTopic;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobs dead-letters}: what was refused, by reason. */
@Command(
    name = "dead-letters",
    description = {
      "Counts the records that the job refused, by reason, and says how many of them the present"
          + " rules would admit. Changes nothing.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:counted",
      "1:the brokers do not answer, or have no such topic",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "    jobs dead-letters --bootstrap-servers localhost:9092",
      "    jobs dead-letters --bootstrap-servers localhost:9092 \\",
      "        --registry new.yaml --json",
    })
final class DeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nConnections:%n", order = 1)
  private final BrokerOptions brokers = new BrokerOptions();

  @ArgGroup(validate = false, heading = "%nRules to judge by:%n", order = 2)
  private final JudgingOptions rules = new JudgingOptions();

  @Option(names = "--json", description = "Print the counts as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    DeadLetterSurvey survey = survey(spec, rules);
    try {
      DeadLetterListing.tellForeign(
          DeadLetterTopic.read(brokers.brokers(spec), survey::add), spec.commandLine().getErr());
    } catch (IOException e) {
      spec.commandLine().getErr().println("jobs: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    DeadLetterListing listing = new DeadLetterListing(survey.counts(), Set.of(), true);
    spec.commandLine().getOut().println(json ? listing.json() : listing.table());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  static DeadLetterSurvey survey(CommandSpec spec, JudgingOptions rules) {
    try {
      return new DeadLetterSurvey(new ReportJudge(rules.registries().parse(), rules.dayBounds()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
