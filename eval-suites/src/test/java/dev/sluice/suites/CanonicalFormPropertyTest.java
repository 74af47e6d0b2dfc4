package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.grading.ExactGrader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One form for one suite, and never for two, whatever texts strangers write into them. */
class CanonicalFormPropertyTest {

  @Property
  void of_equalSuites_areOneForm(@ForAll("suites") Suite suite) {
    Suite copy =
        new Suite(
            suite.info(),
            suite.generation(),
            new ExactGrader(),
            List.copyOf(suite.gates()),
            suite.sample(),
            new ArrayList<>(suite.items()),
            new ArrayList<>(suite.controls()));

    assertThat(CanonicalForm.of(copy)).isEqualTo(CanonicalForm.of(suite));
    assertThat(copy.digest()).isEqualTo(suite.digest());
  }

  /** Also where the texts look like the form itself: they hold digits, colons and line breaks. */
  @Property
  void of_suitesWithOtherItems_areOtherForms(
      @ForAll("suites") Suite one, @ForAll("suites") Suite other) {
    boolean same = one.items().equals(other.items()) && one.sample().equals(other.sample());

    assertThat(CanonicalForm.of(one).equals(CanonicalForm.of(other))).isEqualTo(same);
  }

  /** A text that moves over the border between two fields leaves their sum as it was. */
  @Property
  void of_textMovedFromOneFieldToTheNext_isAnotherForm(
      @ForAll("texts") String input, @ForAll("texts") String expected) {
    Item item = new Item("one", input + "x", expected);
    Item moved = new Item("one", input, "x" + expected);

    assertThat(form(item)).isNotEqualTo(form(moved));
  }

  /** Whoever has the form can read the fields off it again: it hides nothing. */
  @Property
  void of_anySuite_canBeReadBack(@ForAll("suites") Suite suite) {
    List<String> fields = fields(CanonicalForm.of(suite));

    assertThat(fields).startsWith("sluice-suite-1", suite.id(), suite.version().text());
    for (Item item : suite.items()) {
      assertThat(fields).containsSubsequence(item.id(), item.input(), item.expected());
    }
  }

  @Property
  void draw_oneSeed_isOneSlice(@ForAll long seed, @ForAll("suites") Suite suite) {
    assertThat(suite.draw(new Random(seed))).isEqualTo(suite.draw(new Random(seed)));
    assertThat(suite.draw(new Random(seed)))
        .hasSize(suite.sample().orElse(suite.items().size()))
        .isSubsetOf(suite.items());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('1', '2', ':', '\n', 'a', ' ', '\u00e9', '\ud83d', '\ude00')
        .ofMinLength(1)
        .ofMaxLength(6)
        .filter(text -> !text.isBlank());
  }

  @Provide
  Arbitrary<Suite> suites() {
    Arbitrary<List<String>> inputs = texts().list().uniqueElements().ofMinSize(1).ofMaxSize(4);
    Arbitrary<List<String>> answers = texts().list().ofSize(4);
    return Combinators.combine(inputs, answers, Arbitraries.integers().between(0, 4))
        .as(CanonicalFormPropertyTest::suite);
  }

  private static Suite suite(List<String> inputs, List<String> answers, int sample) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      items.add(new Item("item-" + i, inputs.get(i), answers.get(i)));
    }
    return TestSuites.suite(
        new ExactGrader(),
        sample == 0 || sample > items.size() ? OptionalInt.empty() : OptionalInt.of(sample),
        items);
  }

  private static String form(Item item) {
    return CanonicalForm.of(
        TestSuites.suite(new ExactGrader(), OptionalInt.empty(), List.of(item)));
  }

  private static List<String> fields(String form) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at < form.length()) {
      int colon = form.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(form.substring(at, colon));
      fields.add(form.substring(colon + 1, end));
      assertThat(form.charAt(end)).isEqualTo('\n');
      at = end + 1;
    }
    return fields;
  }
}
