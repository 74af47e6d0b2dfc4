package dev.sluice.probe.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * Reads an answer to {@code /v1/completions} or {@code /v1/chat/completions}, streamed or not.
 * Fills nothing in: an answer that is cut, or is no JSON, is {@link Answer.Broken} and never a
 * short text.
 */
final class AnswerReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "[DONE]";
  private static final int NOT_IMPLEMENTED = 501;

  private AnswerReader() {}

  static Answer read(HttpOutcome outcome) {
    return failure(outcome).orElseGet(() -> content((HttpOutcome.Answered) outcome));
  }

  /** Why there is nothing to read; empty for what was {@link HttpOutcome.Answered} with 200. */
  static Optional<Answer> failure(HttpOutcome outcome) {
    if (outcome instanceof HttpOutcome.TimedOut timedOut) {
      return Optional.of(new Answer.TimedOut(timedOut.limit()));
    }
    if (outcome instanceof HttpOutcome.Failed failed) {
      return Optional.of(new Answer.Broken(failed.reason()));
    }
    HttpOutcome.Answered answered = (HttpOutcome.Answered) outcome;
    return answered.status() == 200 ? Optional.empty() : Optional.of(failure(answered));
  }

  private static Answer failure(HttpOutcome.Answered answered) {
    int status = answered.status();
    if (answered.isBusy()) {
      return new Answer.Busy(described(answered), answered.retryAfter());
    }
    if (status >= 300 && status < 400) {
      return new Answer.Broken(
          "the server redirects (status %d), which is not followed: name the address itself"
              .formatted(status));
    }
    if (status == 401 || status == 403) {
      return new Answer.Broken("the server wants an API key, or another one (" + status + ")");
    }
    return (status >= 400 && status < 500) || status == NOT_IMPLEMENTED
        ? new Answer.Refused(described(answered))
        : new Answer.Broken(described(answered));
  }

  private static Answer content(HttpOutcome.Answered answered) {
    return switch (answered.contentType()) {
      case "text/event-stream" -> streamed(answered.body());
      case "application/json" -> whole(answered.body());
      default ->
          new Answer.Broken(
              "the server answered with %s where JSON was asked for: is the address right?"
                  .formatted(
                      answered.contentType().isEmpty()
                          ? "no content type"
                          : OneLine.of(answered.contentType())));
    };
  }

  private static Answer whole(TimedBody body) {
    Gathered gathered = new Gathered();
    try {
      gathered.add(JSON.readTree(body.text()));
    } catch (JsonProcessingException e) {
      return new Answer.Broken("the server's answer is not valid JSON");
    }
    return gathered.finished(body.lastArrivalNanos(), true);
  }

  private static Answer streamed(TimedBody body) {
    List<EventStream.Event> events = EventStream.of(body);
    Gathered gathered = new Gathered();
    boolean ended = false;
    for (EventStream.Event event : events) {
      if (event.data().equals(END)) {
        ended = true;
        break;
      }
      try {
        gathered.add(JSON.readTree(event.data()), event.arrivalNanos());
      } catch (JsonProcessingException e) {
        return new Answer.Broken("a part of the server's stream is not valid JSON, or is cut off");
      }
    }
    return gathered.finished(body.lastArrivalNanos(), ended);
  }

  /** The status and the beginning of what the server says about it. */
  private static String described(HttpOutcome.Answered answered) {
    String text = answered.body().text();
    String message = text;
    try {
      JsonNode error = JSON.readTree(text).path("error");
      message = error.isTextual() ? error.textValue() : error.path("message").asText(text);
    } catch (JsonProcessingException plain) {
      message = answered.contentType().equals("text/html") ? "(a web page)" : text;
    }
    return "the server answered %d: %s".formatted(answered.status(), OneLine.of(message)).strip();
  }
}
