package dev.sluice.authoring.importing;

/** A configuration of promptfoo that has something of everything. */
final class PromptfooCapitals {
  static final String PROMPTFOO =
      """
      # yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
      description: Capitals
      prompts:
        - 'Name the capital of {{country}}.'
        - 'Capital of {{ country }}?'
      providers: [openai:gpt-4o-mini]
      defaultTest:
        assert:
          - type: latency
            threshold: 2000
      tests:
        - vars: {country: France}
          assert:
            - type: icontains
              value: Paris
        - vars: {country: Italy}
          assert:
            - type: icontains
              value: Rome
              weight: 2
            - type: llm-rubric
              value: is polite
        - description: its own words
          vars: {country: Peru}
          assert:
            - {type: icontains, value: 'Lima, {{country}}'}
        - vars: {country: Chile}
          assert:
            - {type: javascript, value: 'output.length < 9'}
        - vars: {country: [Spain, Portugal]}
          assert:
            - {type: icontains, value: Iberia}
        - vars: {country: file://countries.txt}
          assert:
            - {type: icontains, value: Rome}
      """;

  private PromptfooCapitals() {}
}
