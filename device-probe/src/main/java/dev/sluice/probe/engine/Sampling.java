package dev.sluice.probe.engine;

/**
 * How the next token is chosen. The bounds keep out what native code dies of (a temperature that is
 * not a number) or answers nonsense with.
 *
 * @param temperature 0 takes the likeliest token every time; up to {@value #MAX_TEMPERATURE}
 * @param seed of the random draws, 0 or greater; without effect at temperature 0
 */
public record Sampling(double temperature, int seed) {

  public static final double MAX_TEMPERATURE = 2;

  private static final Sampling GREEDY = new Sampling(0, 0);

  public Sampling {
    if (!(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "temperature must be between 0 and %s, was %s".formatted(MAX_TEMPERATURE, temperature));
    }
    if (seed < 0) {
      throw new IllegalArgumentException("seed must be 0 or greater, was " + seed);
    }
  }

  /** The same request gives the same text. */
  public static Sampling greedy() {
    return GREEDY;
  }

  public boolean isGreedy() {
    return temperature == 0;
  }
}
