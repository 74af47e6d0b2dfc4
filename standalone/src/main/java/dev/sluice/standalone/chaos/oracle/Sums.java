package dev.sluice.standalone.chaos.oracle;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Exact sums of a cell.
 *
 * @param reports reports in them
 * @param sums one a slot
 * @param squares sums of squares, one a slot
 */
public record Sums(long reports, List<Long> sums, List<Long> squares) {
  public Sums {
    sums = List.copyOf(sums);
    squares = List.copyOf(squares);
  }

  Sums plus(Sums more) {
    return new Sums(reports + more.reports, both(sums, more.sums), both(squares, more.squares));
  }

  private static List<Long> both(List<Long> some, List<Long> others) {
    return IntStream.range(0, some.size())
        .mapToObj(i -> Math.addExact(some.get(i), others.get(i)))
        .toList();
  }
}
