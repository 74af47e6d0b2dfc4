package dev.sluice.jobs.decisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.StageOutcome;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the decisions topic. Whatever they are, it answers: a record that the database
 * would refuse is unreadable here, where it holds up nothing.
 */
public final class DecisionReader {
  /** More than any gate's ids have, and less than an index of PostgreSQL takes. */
  private static final int LONGEST_ID = 200;

  private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  /** As JSON has it; PostgreSQL's text cannot. */
  private static final String NUL = "\\u0000";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DecisionReader() {}

  /**
   * Reads one record.
   *
   * @param offset where it is in its partition
   * @param value its bytes; null for a record without
   */
  public static DecisionReading read(long offset, byte @Nullable [] value) {
    if (value == null) {
      return new DecisionReading.Unreadable("it has no value");
    }
    if (!(Codecs.DECISION.decode(value) instanceof Decoded.Value<Decision> decoded)) {
      return new DecisionReading.Unreadable("it is no decision that is known here");
    }
    Decision decision = decoded.value();
    String rollout = decision.getRollout();
    if (rollout.length() > LONGEST_ID || rollout.indexOf(0) >= 0) {
      return new DecisionReading.Unreadable("its rollout's id is none");
    }
    if (days(decision).anyMatch(day -> day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
      return new DecisionReading.Unreadable("it has a day that is none");
    }
    return PolicySubject.of(decision.getPolicy())
        .map(subject -> kept(offset, decision, subject))
        .orElseGet(
            () -> new DecisionReading.Unreadable("its policy does not say what it is about"));
  }

  private static DecisionReading kept(long offset, Decision decision, PolicySubject subject) {
    String json = json(DecisionDocument.of(decision, subject));
    if (json.contains(NUL)) {
      return new DecisionReading.Unreadable("it has a character that is none");
    }
    return new DecisionReading.Kept(
        new KeptDecision(
            decision.getRollout(),
            kind(decision),
            decision.getStageIndex(),
            decision.getDay().toEpochDay(),
            decision.getSequence(),
            offset,
            json));
  }

  private static String json(DecisionDocument document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("numbers and names can be written", impossible);
    }
  }

  /**
   * What the decision changed. A look moves at most one stage, and then its verdict is to promote.
   */
  private static String kind(Decision decision) {
    if (decision.getState() != RolloutState.RUNNING) {
      return decision.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (decision.getSequence() == 0) {
      return "started";
    }
    return decision.getVerdict() == Verdict.PROMOTE ? "promoted" : "held";
  }

  private static Stream<LocalDate> days(Decision decision) {
    return Stream.concat(
        Stream.of(decision.getStartDay(), decision.getStageDay(), decision.getDay()),
        decision.getHistory().stream().flatMap(DecisionReader::days));
  }

  private static Stream<LocalDate> days(StageOutcome outcome) {
    return Stream.of(outcome.getFirstDay(), outcome.getLastDay());
  }
}
