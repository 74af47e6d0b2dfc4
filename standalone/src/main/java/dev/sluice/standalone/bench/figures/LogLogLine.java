package dev.sluice.standalone.bench.figures;

import java.util.List;

/**
 * How a cost grows with a size: the line of least squares through the logarithms of both, ln cost =
 * a + slope ln size. A slope of 0 means that the size does not matter, 1 that the cost doubles with
 * it.
 *
 * @param slope the exponent
 * @param standardError of the slope, from the scatter about the line; not a number with two points
 */
public record LogLogLine(double slope, double standardError) {

  /** One size and what it cost; both positive. */
  public record Point(double size, double cost) {
    public Point {
      if (!(size > 0) || !(cost > 0)) {
        throw new IllegalArgumentException(
            "size and cost must be positive, were %s and %s".formatted(size, cost));
      }
    }
  }

  /**
   * The line through some points (ordinary least squares).
   *
   * @throws IllegalArgumentException if they do not have at least two different sizes
   */
  public static LogLogLine through(List<Point> points) {
    double meanX = points.stream().mapToDouble(p -> Math.log(p.size())).average().orElse(0);
    double meanY = points.stream().mapToDouble(p -> Math.log(p.cost())).average().orElse(0);
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (Point point : points) {
      double x = Math.log(point.size()) - meanX;
      double y = Math.log(point.cost()) - meanY;
      sxx += x * x;
      sxy += x * y;
      syy += y * y;
    }
    if (sxx == 0) {
      throw new IllegalArgumentException("a slope needs two different sizes");
    }
    double slope = sxy / sxx;
    double residuals = Math.max(0, syy - slope * sxy);
    double error = Math.sqrt(residuals / (points.size() - 2) / sxx);
    return new LogLogLine(slope, points.size() > 2 ? error : Double.NaN);
  }
}
