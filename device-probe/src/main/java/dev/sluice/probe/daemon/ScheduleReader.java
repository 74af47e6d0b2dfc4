package dev.sluice.probe.daemon;

import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.probe.schedule.QuietHours;
import dev.sluice.probe.schedule.Unknown;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the daemon's file that says when a run is welcome. */
final class ScheduleReader {
  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])");
  private static final Set<String> CONDITIONS =
      Set.of("power", "battery", "powerSaver", "heat", "load", "memory", "network");

  private final ConfigReader reader;
  private final ConfigDocument.Schedule stated;

  ScheduleReader(ConfigReader reader, ConfigDocument.Schedule stated) {
    this.reader = reader;
    this.stated = stated;
  }

  OwnerSettings owner() throws ConfigException {
    OwnerSettings usual = OwnerSettings.DEFAULT;
    return new OwnerSettings(
        Optional.ofNullable(stated.onlyOnExternalPower()).orElse(usual.onlyOnExternalPower()),
        Optional.ofNullable(stated.leastBatteryPercent())
            .map(percent -> percent / 100)
            .orElse(usual.leastBatteryFraction()),
        Optional.ofNullable(stated.notInPowerSaver()).orElse(usual.notInPowerSaver()),
        Optional.ofNullable(stated.mostOtherLoad()).orElse(usual.mostOtherLoad()),
        Optional.ofNullable(stated.onlyUnmetered()).orElse(usual.onlyUnmetered()),
        quietHours(),
        timePerDay(usual),
        Optional.ofNullable(stated.joulesPerDay()).orElse(usual.joulesPerDay()),
        unknown());
  }

  private Duration timePerDay(OwnerSettings usual) throws ConfigException {
    if (stated.minutesPerDay() == null) {
      return usual.timePerDay();
    }
    double minutes = stated.minutesPerDay();
    if (!(minutes >= 0 && minutes <= 24 * 60)) {
      throw reader.wrong("schedule/minutesPerDay", "must be 0 to 1440");
    }
    return Duration.ofMillis(Math.round(minutes * 60_000));
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
