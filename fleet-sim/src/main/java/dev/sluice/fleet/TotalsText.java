package dev.sluice.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.send.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a fleet sent, for people and for programs. */
final class TotalsText {
  private TotalsText() {}

  static String table(DayTally total) {
    return """
           answers     %,12d candidate, %,d control
           sent        %,12d reports, %,d of them for the second time
           acknowledged%,12d
           refused     %,12d %s
           undelivered %,12d
           malformed   %,12d bodies, %,d refused %s"""
        .formatted(
            total.candidates(),
            total.controls(),
            total.reports().sent(),
            total.repeats().sent(),
            total.reports().acknowledged(),
            total.reports().refusals(),
            reasons(total.reports()),
            total.reports().undelivered(),
            total.malformed().sent(),
            total.malformed().refusals(),
            reasons(total.malformed()));
  }

  static String json(DayTally total) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("candidates", total.candidates());
    fields.put("controls", total.controls());
    fields.put("answers", total.answers());
    fields.put("repeats", total.repeats());
    fields.put("malformed", total.malformed());
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("numbers and texts are always JSON", impossible);
    }
  }

  private static String reasons(Receipt receipt) {
    return receipt.refused().isEmpty() ? "" : receipt.refused().toString();
  }
}
