package dev.sluice.probe.llama;

import dev.sluice.probe.engine.LogLikelihood;
import java.util.List;

/**
 * What the child answers: exactly one reply to each request, and a {@link Ready} or {@link
 * NoLibrary} before the first. A child that ends while a reply is owed has crashed, whatever its
 * exit code.
 */
sealed interface ChildReply {

  /** The native library is loaded. */
  record Ready() implements ChildReply {}

  /** The native library cannot be loaded. */
  record NoLibrary(String message) implements ChildReply {}

  /** The model is loaded. */
  record Loaded(long loadNanos) implements ChildReply {}

  /** The native library refused the model; the reason is in its log. */
  record NotLoaded(String message) implements ChildReply {}

  /**
   * A whole answer.
   *
   * @param firstNanos until the first piece of text
   * @param totalNanos until the last
   */
  record Answered(String text, long firstNanos, long totalNanos) implements ChildReply {}

  /** All texts were weighed, in order. */
  record Scored(List<LogLikelihood> likelihoods, long totalNanos) implements ChildReply {
    public Scored {
      likelihoods = List.copyOf(likelihoods);
    }
  }

  /** The answer took too long and was broken off between two tokens; the model is still good. */
  record DeadlinePassed() implements ChildReply {}

  /** This request was not handed to the library; the model is still good. */
  record Declined(String message) implements ChildReply {}

  /** The library refused this request in one way or another; the model is still good. */
  record Rejected(String message) implements ChildReply {}

  /** The child ran out of Java memory. */
  record OutOfHeap() implements ChildReply {}
}
