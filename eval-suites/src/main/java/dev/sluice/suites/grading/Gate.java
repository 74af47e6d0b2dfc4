package dev.sluice.suites.grading;

import java.util.List;
import java.util.Optional;

/**
 * A demand on the form of every answer of a suite, whatever the question. An answer that does not
 * meet it is a format error and is not graded: form is never averaged with quality. No pass rate
 * makes up for it either: the results fall short unless the suite tolerates it.
 */
public sealed interface Gate permits JsonSchemaGate, LengthGate {

  /** What the output does not keep to; empty when it may be graded. */
  Optional<String> objectionTo(String output);

  /** The name that suite files use. */
  String type();

  /** What sets this gate apart from others of its type, for the suite's digest. */
  List<String> parameters();
}
