package dev.sluice.probe.eval;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.observation.BatteryUse;
import dev.sluice.probe.observation.DecodeDrift;
import dev.sluice.probe.observation.DeviceObservation;
import dev.sluice.probe.observation.EnergyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The device around a run in a few lines: what was measured, and why the rest was not. */
final class DeviceLines {
  private static final String ROW = "%-20s %s";

  private DeviceLines() {}

  static List<String> of(DeviceObservation device) {
    List<String> lines = new ArrayList<>();
    lines.add(row("energy", energy(device.energy())));
    device.battery().ifPresent(battery -> lines.add(row("battery", battery(battery))));
    device.drift().ifPresent(drift -> lines.add(row("decode drift", drift(drift))));
    heat(device).ifPresent(heat -> lines.add(row("heat", heat)));
    power(device.before()).ifPresent(power -> lines.add(row("power", power)));
    if (device.energy() instanceof EnergyUse.Unknown unknown) {
      unknown.remedy().ifPresent(remedy -> lines.add(row("", "to measure energy: " + remedy)));
    }
    return lines;
  }

  private static String energy(EnergyUse energy) {
    if (energy instanceof EnergyUse.Known known) {
      return "%s J per 1000 tokens above idle, by %s%s"
          .formatted(
              decimal(known.joulesPer1kTokens().orElseThrow()),
              known.method().wireName().replace('_', ' '),
              known.idleWatts().isPresent()
                  ? " (idle: " + decimal(known.idleWatts().getAsDouble()) + " W)"
                  : "");
    }
    return "not measured: " + ((EnergyUse.Unknown) energy).reason();
  }

  private static String battery(BatteryUse battery) {
    return "%s %% of its charge in %s s of discharging"
        .formatted(
            decimal(battery.dropPartsPerMillion() / 1e4),
            decimal(battery.discharging().toNanos() / 1e9));
  }

  private static String drift(DecodeDrift drift) {
    return String.format(
        Locale.ROOT,
        "%+.1f %% (standard error %.1f) from the first to the last third of %d answers%s",
        drift.change() * 100,
        drift.standardError() * 100,
        drift.answers(),
        drift.slowedDown() ? ": the device slowed down" : "");
  }

  private static Optional<String> heat(DeviceObservation device) {
    List<String> parts = new ArrayList<>();
    device.hottestCelsius().ifPresent(celsius -> parts.add("at most " + decimal(celsius) + " °C"));
    if (device.before().thermal().isPresent() && device.after().thermal().isPresent()) {
      parts.add(
          word(device.before().thermal().get()) + " to " + word(device.after().thermal().get()));
    }
    device
        .throttleEvents()
        .ifPresent(events -> parts.add("slowed down by heat " + events + " times"));
    return joined(parts);
  }

  private static Optional<String> power(DeviceState before) {
    List<String> parts = new ArrayList<>();
    if (before.externalPower() != ExternalPower.UNKNOWN) {
      parts.add("charger " + word(before.externalPower()));
    }
    before.powerSaver().filter(on -> on).ifPresent(on -> parts.add("power saver on"));
    return joined(parts);
  }

  private static Optional<String> joined(List<String> parts) {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.stream().collect(Collectors.joining(", ")));
  }

  private static String row(String name, String value) {
    return ROW.formatted(name, value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
