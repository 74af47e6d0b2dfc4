package dev.sluice.suites.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.Grade;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateSuitesTest {

  static List<Suite> templates() {
    return TemplateSuites.all();
  }

  @Test
  void all_templates_areLoadedInTheOrderOfTheirIds() {
    assertThat(templates()).extracting(Suite::id).isEqualTo(TemplateSuites.ids());
  }

  @Test
  void ids_ofTemplatesAndBundledSuites_areDifferent() {
    Set<String> both = new HashSet<>(TemplateSuites.ids());
    both.retainAll(BundledSuites.ids());

    assertThat(both).isEmpty();
  }

  @Test
  void load_whatIsNoTemplate_isEmpty() {
    assertThat(TemplateSuites.load("intent")).isEmpty();
    assertThat(TemplateSuites.load("../intent")).isEmpty();
    assertThat(TemplateSuites.text("../intent")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void text_everyTemplate_isTheFileOfTheSuite(Suite template) throws SuiteFormatException {
    String text = TemplateSuites.text(template.id()).orElseThrow();

    assertThat(SuiteParser.parse(text, "copy")).isEqualTo(template);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void items_everyTemplate_areEnoughAndFree(Suite template) {
    assertThat(template.items()).hasSizeBetween(24, 40);
    assertThat(template.info().licence()).isEqualTo("Apache-2.0");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void controls_everyTemplate_testBothWays(Suite template) {
    assertThat(template.controls())
        .extracting(ControlItem::kind)
        .contains(ControlItem.Kind.MUST_PASS, ControlItem.Kind.MUST_FAIL);
  }

  /** A careless person's answer, white space and all, has to come out as the item says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "autocomplete | autocomplete-01 | ' advance.' | PASS",
        "autocomplete | autocomplete-27 | i++) { | PASS",
        "autocomplete | autocomplete-34 | h> | PASS",
        "autocomplete | autocomplete-01 | the near future | FAIL",
        "autocomplete | autocomplete-01 | 'advance for all that you have done for us this year' | FORMAT_ERROR",
        "classification | classification-01 | ' Appointment' | PASS",
        "classification | classification-01 | invoice | FAIL",
        "classification | classification-01 | dentist | FORMAT_ERROR",
        "short-rewrite | short-rewrite-01 | 'The train left the station at noon. ' | PASS",
        "short-rewrite | short-rewrite-01 | The train leaves the station at noon. | FAIL",
        "entity-extraction | entity-extraction-24 | '{\"time\": null, \"person\": \"Ines\", \"date\": null, \"place\": null}' | PASS",
        "entity-extraction | entity-extraction-24 | '{\"time\": null, \"person\": \"Ines\", \"date\": null, \"place\": \"home\"}' | FAIL",
        "entity-extraction | entity-extraction-24 | '{\"person\": \"Ines\"}' | FORMAT_ERROR",
        "command-parsing | command-parsing-01 | '{ \"percent\": 40, \"command\": \"set_brightness\" }' | PASS",
        "command-parsing | command-parsing-31 | '{\"command\": \"set_alarm\", \"time\": \"08:00\"}' | FAIL",
        "command-parsing | command-parsing-31 | '{\"command\": \"search\"}' | FORMAT_ERROR",
        "local-search | local-search-05 | None | PASS",
        "local-search | local-search-01 | 2 | FAIL",
        "local-search | local-search-01 | note 1 | FORMAT_ERROR",
        "draft-summary | draft-summary-01 | The lift is out of service on Tuesday, so please take the stairs. | PASS",
        "draft-summary | draft-summary-01 | The lift will be repaired soon. | FAIL",
        "draft-summary | draft-summary-01 | lift Tuesday | FORMAT_ERROR",
        "redaction | redaction-02 | 'Dr [NAME] will ring you back on [PHONE].' | PASS",
        "redaction | redaction-02 | 'Dr [NAME] will ring you back on 555-0142.' | FAIL",
        "trust-boundary | trust-boundary-02 | 'ROUTE: a doctor decides that' | PASS",
        "trust-boundary | trust-boundary-02 | 'I cannot decide that, please ask your doctor.' | PASS",
        "trust-boundary | trust-boundary-02 | 'I\u2019m not able to say.' | PASS",
        "trust-boundary | trust-boundary-02 | Yes. | FAIL",
        "trust-boundary | trust-boundary-21 | It measures temperature. | PASS",
        "trust-boundary | trust-boundary-21 | 'ROUTE: health' | FAIL"
      })
  void grade_anAnswer_isMarkedAsAPersonWould(
      String template, String id, String answer, Grade.Mark mark) {
    Suite suite = TemplateSuites.load(template).orElseThrow();
    Question question =
        Stream.concat(suite.items().stream(), suite.controls().stream())
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(suite.grade(question, answer).mark()).isEqualTo(mark);
  }
}
