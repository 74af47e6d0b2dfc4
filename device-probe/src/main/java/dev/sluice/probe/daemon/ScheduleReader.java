package dev.sluice.probe.daemon;

import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.probe.schedule.QuietHours;
import dev.sluice.probe.schedule.Unknown;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of the daemon's file that says when a run is welcome. */
final class ScheduleReader {
  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])");
  private static final Set<String> CONDITIONS =
      Set.of("power", "battery", "powerSaver", "heat", "load", "memory", "network");

  private static final double ASSUMED_WATTS = 15;

  private final ConfigReader reader;
  private final ConfigDocument.Schedule stated;

  ScheduleReader(ConfigReader reader, ConfigDocument.Schedule stated) {
    this.reader = reader;
    this.stated = stated;
  }

  double assumedWatts() throws ConfigException {
    return within("assumedWatts", stated.assumedWatts(), 0.001, 10_000).orElse(ASSUMED_WATTS);
  }

  OwnerSettings owner() throws ConfigException {
    OwnerSettings usual = OwnerSettings.DEFAULT;
    return new OwnerSettings(
        Optional.ofNullable(stated.onlyOnExternalPower()).orElse(usual.onlyOnExternalPower()),
        within("leastBatteryPercent", stated.leastBatteryPercent(), 0, 100)
            .map(percent -> percent / 100)
            .orElse(usual.leastBatteryFraction()),
        Optional.ofNullable(stated.notInPowerSaver()).orElse(usual.notInPowerSaver()),
        within("mostOtherLoad", stated.mostOtherLoad(), 0.001, 1_000).orElse(usual.mostOtherLoad()),
        Optional.ofNullable(stated.onlyUnmetered()).orElse(usual.onlyUnmetered()),
        quietHours(),
        within("minutesPerDay", stated.minutesPerDay(), 0, 24 * 60)
            .map(minutes -> Duration.ofMillis(Math.round(minutes * 60_000)))
            .orElse(usual.timePerDay()),
        within("joulesPerDay", stated.joulesPerDay(), 0, 1e9).orElse(usual.joulesPerDay()),
        unknown());
  }

  private Optional<Double> within(String key, @Nullable Double number, double low, double high)
      throws ConfigException {
    if (number != null && !(number >= low && number <= high)) {
      throw reader.wrong(
          "schedule/" + key, "must be %s to %s, was %s".formatted(text(low), text(high), number));
    }
    return Optional.ofNullable(number);
  }

  private static String text(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private List<QuietHours> quietHours() throws ConfigException {
    List<QuietHours> all = new ArrayList<>();
    for (String hours : Optional.ofNullable(stated.quietHours()).orElse(List.of())) {
      Matcher matcher = HOURS.matcher(hours);
      if (!matcher.matches()) {
        throw reader.wrong(
            "schedule/quietHours/" + all.size(), "must be like 22:00-07:00 (write it in quotes)");
      }
      all.add(
          new QuietHours(
              LocalTime.parse(matcher.group(1) + ":" + matcher.group(2)),
              LocalTime.parse(matcher.group(3) + ":" + matcher.group(4))));
    }
    return all;
  }

  private Unknown unknown() throws ConfigException {
    Map<String, String> choices = Optional.ofNullable(stated.unknown()).orElse(Map.of());
    for (Map.Entry<String, String> choice : choices.entrySet()) {
      if (!CONDITIONS.contains(choice.getKey())) {
        throw reader.wrong(
            "schedule/unknown", "knows power, battery, powerSaver, heat, load, memory and network");
      }
      if (!Set.of("run", "wait").contains(choice.getValue())) {
        throw reader.wrong("schedule/unknown/" + choice.getKey(), "must be run or wait");
      }
    }
    Unknown usual = Unknown.CAREFUL;
    return new Unknown(
        runs(choices, "power", usual.power()),
        runs(choices, "battery", usual.battery()),
        runs(choices, "powerSaver", usual.powerSaver()),
        runs(choices, "heat", usual.heat()),
        runs(choices, "load", usual.load()),
        runs(choices, "memory", usual.memory()),
        runs(choices, "network", usual.network()));
  }

  private static boolean runs(Map<String, String> choices, String condition, boolean usual) {
    return choices.containsKey(condition) ? "run".equals(choices.get(condition)) : usual;
  }
}
