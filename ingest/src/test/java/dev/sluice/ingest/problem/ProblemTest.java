package dev.sluice.ingest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void retryable_whatASenderTakesForFinal_isFinal() {
    for (Problem problem : Problem.values()) {
      boolean tryAgain =
          problem.status() == 408 || problem.status() == 429 || problem.status() >= 500;

      assertThat(problem.retryable()).as(problem.slug()).isEqualTo(tryAgain);
      assertThat(problem.retryAfterSeconds() > 0).as(problem.slug()).isEqualTo(tryAgain);
    }
  }

  @Test
  void status_everyProblem_isAnError() {
    assertThat(Problem.values()).allMatch(problem -> problem.status() / 100 >= 4);
  }

  @Test
  void type_dayTooOld_endsWithItsSlug() {
    assertThat(Problem.DAY_TOO_OLD.slug()).isEqualTo("day-too-old");
    assertThat(Problem.DAY_TOO_OLD.type())
        .isEqualTo("https://sluice.dev/problems/ingest/day-too-old");
  }

  @Test
  void slug_everyProblem_isInThePublishedContract() throws IOException {
    String contract = Files.readString(Path.of("..", "docs", "contracts.md"));

    assertThat(Problem.values()).allMatch(problem -> contract.contains("`" + problem.slug() + "`"));
  }

  @Test
  void of_everyRefusal_isTheProblemWithItsCode() {
    for (Refusal refusal : Refusal.values()) {
      assertThat(Problem.of(refusal).slug()).isEqualTo(refusal.code());
    }
  }

  @Test
  void title_everyProblem_hasItsOwn() {
    assertThat(Arrays.stream(Problem.values()).map(Problem::title)).doesNotHaveDuplicates();
  }
}
