package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteChoiceTest {

  @Test
  void parse_all_isTheBundledSuitesWithoutTemplates() {
    assertThat(chosen("all")).isEqualTo(BundledSuites.all());
  }

  @Test
  void parse_templateAmongOthers_isFoundByItsId() {
    assertThat(chosen("json,template:redaction"))
        .extracting(Suite::id)
        .containsExactly("json", "redaction");
  }

  @Test
  void parse_unknownTemplate_namesThoseThereAre() {
    assertThat(message("template:intent")).startsWith("there is no template 'intent'; there are: ");
    assertThat(message("template:../intent")).startsWith("there is no template '../intent'");
    assertThat(message("template:x.yaml")).contains(String.join(", ", TemplateSuites.ids()));
  }

  @Test
  void parse_templateWithoutItsPrefix_isAskedFor() {
    assertThat(message("classification")).endsWith("did you mean template:classification");
  }

  private static List<Suite> chosen(String names) {
    return ((SuiteChoice.Chosen) SuiteChoice.parse(names)).suites();
  }

  private static String message(String names) {
    return ((SuiteChoice.Unknown) SuiteChoice.parse(names)).message();
  }
}
