package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;

/** A small suite; tests change its text, and look at what is then said of it. */
final class CapitalsSuite {
  static final String SOUND =
      """
      id: capitals
      version: 1.0.0
      description: Capitals.
      licence: Apache-2.0
      template: "Q: capital of Peru? A: Lima\\nQ: {{input}} A:"
      stop: ["#"]
      maxTokens: 3
      grader: {type: exact}
      gates: [{type: length, unit: characters, atMost: 12}]
      sample: 1
      items:
        - {id: ch, input: capital of Switzerland, expected: Bern}
        - {id: fr, input: capital of France, expected: Paris}
      controls:
        - {id: good, kind: must-pass, input: capital of Italy, expected: Rome}
        - {id: easy, kind: must-pass, input: capital of Spain, expected: Madrid}
        - {id: wrong, kind: must-fail, input: capital of Spain, expected: Rome}
      """;

  private CapitalsSuite() {}

  static Suite parse(String text) throws SuiteFormatException {
    return SuiteParser.parse(text, "capitals.yaml");
  }
}
