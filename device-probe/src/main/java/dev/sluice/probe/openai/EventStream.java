package dev.sluice.probe.openai;

import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events as the HTML standard frames them, as far as this protocol uses them: lines of
 * {@code data:}, an empty line after each event. Anything else is passed over.
 */
final class EventStream {

  /**
   * One event.
   *
   * @param data without the field's name; several lines are joined by line breaks
   * @param arrivalNanos when its last byte had arrived
   */
  record Event(String data, long arrivalNanos) {}

  private final TimedBody body;
  private final List<Event> events = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;

  private EventStream(TimedBody body) {
    this.body = body;
  }

  /** The events of a stream; what follows the last empty line is an event as well. */
  static List<Event> of(TimedBody body) {
    EventStream stream = new EventStream(body);
    int lineStart = 0;
    for (int i = 0; i < body.length(); i++) {
      if (body.at(i) == '\n') {
        stream.line(lineStart, i);
        lineStart = i + 1;
      }
    }
    stream.line(lineStart, body.length());
    stream.dispatch(body.length());
    return stream.events;
  }

  private void line(int start, int end) {
    int bareEnd = end > start && body.at(end - 1) == '\r' ? end - 1 : end;
    String line = body.text(start, bareEnd);
    if (line.isEmpty()) {
      dispatch(end);
    } else if (line.startsWith("data:")) {
      data.append(hasData ? "\n" : "").append(line.substring("data:".length()).stripLeading());
      hasData = true;
    }
  }

  private void dispatch(int end) {
    if (hasData) {
      events.add(new Event(data.toString(), body.arrivalOf(Math.max(0, end - 1))));
      data.setLength(0);
      hasData = false;
    }
  }
}
