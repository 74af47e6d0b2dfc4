package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.grading.ExactGrader;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuiteTest {

  @Test
  void prompt_inputThatLooksLikeATemplate_isPutInAsItIs() {
    Suite suite = TestSuites.echo(1, OptionalInt.empty());

    String prompt = suite.prompt(new Item("x", "$1 {{input}} \\", "x"));

    assertThat(prompt).isEqualTo("say: $1 {{input}} \\\n");
  }

  @Test
  void draw_withoutSample_givesAllItems() {
    Suite suite = TestSuites.echo(5, OptionalInt.empty());

    assertThat(suite.draw(new Random(1))).isEqualTo(suite.items());
  }

  @Property
  void draw_anySeed_givesDifferentItemsInTheSuitesOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int sample) {
    Suite suite = TestSuites.echo(30, OptionalInt.of(sample));

    List<Item> drawn = suite.draw(new Random(seed));

    assertThat(drawn).hasSize(sample).doesNotHaveDuplicates();
    assertThat(suite.items().stream().filter(drawn::contains)).containsExactlyElementsOf(drawn);
  }

  /** What a person draws by hand is what a device would have drawn. */
  @Property
  void draw_ofANumber_isTheSliceOfASuiteThatSamplesSoMany(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
    List<Item> byDevice = TestSuites.echo(30, OptionalInt.of(count)).draw(new Random(seed));

    Suite suite = TestSuites.echo(30, OptionalInt.empty());

    assertThat(suite.draw(count, new Random(seed))).isEqualTo(byDevice);
    assertThat(suite.draw(30 + count, new Random(seed))).isEqualTo(suite.items());
  }

  @Test
  void draw_manySeeds_givesEveryItemEquallyOften() {
    Suite suite = TestSuites.echo(10, OptionalInt.of(3));
    int[] drawn = new int[10];
    Random random = new Random(42);
    int draws = 20_000;

    for (int draw = 0; draw < draws; draw++) {
      suite.draw(random).forEach(item -> drawn[suite.items().indexOf(item)]++);
    }

    // 6,000 each; five standard deviations are 324. The seed is fixed, so this never flakes.
    assertThat(Arrays.stream(drawn)).allMatch(count -> count >= 5_676 && count <= 6_324);
  }

  @Test
  void constructor_itemsWithOneId_isRefused() {
    List<Item> items = List.of(new Item("same", "a", "a"), new Item("same", "b", "b"));

    assertThatThrownBy(() -> TestSuites.suite(new ExactGrader(), OptionalInt.empty(), items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id 'same' occurs twice");
  }

  @Test
  void constructor_itemWithTheIdOfAControl_isRefused() {
    List<Item> items = List.of(new Item("control-a", "x", "x"));

    assertThatThrownBy(() -> TestSuites.suite(new ExactGrader(), OptionalInt.empty(), items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id 'control-a' occurs twice");
  }

  @Test
  void items_listChangedAfterwards_staysAsItWas() {
    Suite suite = TestSuites.echo(3, OptionalInt.empty());

    assertThatThrownBy(() -> suite.items().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
