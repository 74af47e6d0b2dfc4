package dev.sluice.jobs.deadletters;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts of dead letters, for people and for programs.
 *
 * @param counts one a reason
 * @param chosen the reasons whose letters are to be put back; none if that was not asked for
 * @param dryRun whether nothing was put back
 */
public record DeadLetterListing(List<DeadLetterCount> counts, Set<String> chosen, boolean dryRun) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LINE = "%-22s %12s %12s %12s %12s   %s%n";

  public DeadLetterListing {
    counts = List.copyOf(counts);
    chosen = Set.copyOf(chosen);
  }

  /** Says on the side what was found between the letters. */
  public static void tellForeign(long records, PrintWriter people) {
    if (records > 0) {
      people.println("jobs: " + records + " records of the topic are no dead letters");
    }
  }

  /** One line a reason. */
  public String table() {
    if (counts.isEmpty()) {
      return "There are no dead letters.";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        LINE.formatted("reason", "letters", "with bytes", "admitted now", "put back", "logged on"));
    for (DeadLetterCount each : counts) {
      text.append(
          LINE.formatted(
              each.reason(),
              number(each.letters()),
              number(each.withBytes()),
              number(each.admittedNow()),
              number(each.replayed()),
              each.oldestDay() + " to " + each.newestDay()));
    }
    return text.toString().stripTrailing();
  }

  /** The same as one JSON object. */
  public String json() {
    ObjectNode all = JSON.createObjectNode();
    all.put("dryRun", dryRun);
    ArrayNode reasons = all.putArray("reasons");
    for (DeadLetterCount each : counts) {
      reasons
          .addObject()
          .put("reason", each.reason())
          .put("letters", each.letters())
          .put("withBytes", each.withBytes())
          .put("admittedNow", each.admittedNow())
          .put("replayed", each.replayed())
          .put("oldestLoggedDay", each.oldestDay().toString())
          .put("newestLoggedDay", each.newestDay().toString());
    }
    return all.toPrettyString();
  }

  /** One sentence about what was put back, or would be. */
  public String summary() {
    long eligible =
        counts.stream()
            .filter(each -> chosen.contains(each.reason()))
            .mapToLong(DeadLetterCount::admittedNow)
            .sum();
    if (eligible == 0) {
      return "jobs: nothing to put back: of these reasons, the rules given here admit none";
    }
    return dryRun
        ? "jobs: would put back " + number(eligible) + " records; nothing was changed"
        : "jobs: put back " + number(eligible) + " records";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
