package dev.sluice.jobs.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLetterListingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final List<DeadLetterCount> COUNTS =
      List.of(
          new DeadLetterCount("malformed", 3, 2, 0, 0, DAY, DAY.plusDays(4)),
          new DeadLetterCount("registry-mismatch", 12_345, 12_345, 12_000, 0, DAY, DAY));

  @Test
  void table_ofSomeReasons_hasALineEach() {
    assertThat(new DeadLetterListing(COUNTS, Set.of(), true).table().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("malformed +3 +2 +0 +0 +2026-01-15 to 2026-01-19"))
        .anyMatch(line -> line.matches("registry-mismatch +12,345 +12,345 +12,000 +0 .*"));
  }

  @Test
  void table_ofNothing_saysSo() {
    assertThat(new DeadLetterListing(List.of(), Set.of(), true).table())
        .isEqualTo("There are no dead letters.");
  }

  @Test
  void json_ofSomeReasons_hasEveryNumber() throws Exception {
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(new DeadLetterListing(COUNTS, Set.of("malformed"), false).json());

    assertThat(json.get("dryRun").booleanValue()).isFalse();
    assertThat(json.get("reasons")).hasSize(2);
    assertThat(json.get("reasons").get(1).get("reason").textValue()).isEqualTo("registry-mismatch");
    assertThat(json.get("reasons").get(1).get("admittedNow").longValue()).isEqualTo(12_000);
    assertThat(json.get("reasons").get(0).get("newestLoggedDay").textValue())
        .isEqualTo("2026-01-19");
  }

  @Test
  void summary_speaksOfTheChosenReasonsOnly() {
    assertThat(new DeadLetterListing(COUNTS, Set.of("registry-mismatch"), true).summary())
        .contains("would put back 12,000 records");
    assertThat(new DeadLetterListing(COUNTS, Set.of("registry-mismatch"), false).summary())
        .contains("put back 12,000 records");
    assertThat(new DeadLetterListing(COUNTS, Set.of("malformed"), false).summary())
        .contains("nothing to put back");
  }
}
