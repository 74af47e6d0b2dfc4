package dev.sluice.probe.eval;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.observation.EnergyChoice;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How energy is to be measured, on the command line. */
final class EnergyConverter implements ITypeConverter<EnergyChoice> {
  private static final String MODELLED = "modelled=";

  @Override
  public EnergyChoice convert(String text) {
    return switch (text) {
      case "auto" -> EnergyChoice.anyMeter();
      case "off" -> new EnergyChoice.Off();
      case "rail" -> new EnergyChoice.Metered(Set.of(EnergyMethod.RAIL));
      case "rapl" -> new EnergyChoice.Metered(Set.of(EnergyMethod.RAPL));
      case "fuel_gauge" -> new EnergyChoice.Metered(Set.of(EnergyMethod.FUEL_GAUGE));
      default -> modelled(text);
    };
  }

  private static EnergyChoice modelled(String text) {
    if (text.matches(MODELLED + "[0-9]{1,4}(\\.[0-9]{1,3})?")) {
      double watts = Double.parseDouble(text.substring(MODELLED.length()));
      if (watts > 0 && watts <= EnergyChoice.Modelled.MOST_WATTS) {
        return new EnergyChoice.Modelled(watts);
      }
    }
    throw new TypeConversionException(
        "must be auto, off, rail, rapl, fuel_gauge or modelled=WATTS with more than 0 and at most"
            + " 1000 W, was "
            + text);
  }
}
