package dev.sluice.probe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.ReportFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireNameTest {

  @ParameterizedTest
  @CsvSource({
    "tiny, tiny",
    "Llama-3.2-1B-Instruct, Llama-3.2-1B-Instruct",
    "a-name-of-24-characters+, a-name-of-24-characters+",
    "Tiny Model, Tiny-Model",
    "llama3.2:1b, llama3.2-1b",
    "Qwen/Qwen2.5-0.5B, Qwen-Qwen2.5-0.5B",
    "(tiny) 2, tiny-2",
    "Meta-Llama-3.1-8B-Instruct, Meta-Llama-3.1-6d76c0ab",
    "Meta-Llama-3.1-8B-Instruct-Turbo, Meta-Llama-3.1-da28e783",
    "模型, unknown-c98e118e",
    "模型-7b, 7b-0fe75223",
    "---, unknown-cb3f91d5"
  })
  void of_name_isItselfAsFarAsAReportCanSayIt(String name, String onTheWire) {
    assertThat(WireName.of(name)).isEqualTo(onTheWire);
  }

  @Property
  void of_anyName_isOneThatAReportCanHave(@ForAll String name) {
    assertThat(WireName.of(name))
        .matches(said -> ReportFormat.isName(said, ReportFormat.LONGEST_NAME));
  }

  @Property
  void of_whatAReportCanSay_staysAsItIs(@ForAll("sayable") String name) {
    assertThat(WireName.of(name)).isEqualTo(name);
  }

  /** Names that differ behind what a report has room for, or in letters that it does not have. */
  @Property
  void of_differentNames_areDifferent(@ForAll("names") String one, @ForAll("names") String other) {
    assertThat(WireName.of(one).equals(WireName.of(other))).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<String> sayable() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars(".+-_")
        .ofMinLength(1)
        .ofMaxLength(ReportFormat.LONGEST_NAME)
        .filter(name -> Character.isLetterOrDigit(name.charAt(0)));
  }

  /** Of few words, so that many begin alike and some are equal. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(List.of("Meta-Llama", "Instruct", "3.1", "8B", "模型", "型", "Ünü", "é"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(words -> words.stream().collect(Collectors.joining("-")));
  }
}
