package dev.sluice.probe.device.oshi;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.PowrProf;
import java.util.Optional;

/**
 * What Windows says of all batteries together, which needs no right to open one.
 *
 * @param present whether there is any
 */
record WindowsBattery(boolean present) {
  /** {@code SystemBatteryState}; its second byte is {@code BatteryPresent}. */
  private static final int INFORMATION = 5;

  private static final int BYTES = 32;
  private static final int PRESENT = 1;

  /** Empty if Windows does not say. */
  static Optional<WindowsBattery> read() {
    try (Memory state = new Memory(BYTES)) {
      state.clear();
      return of(
          PowrProf.INSTANCE.CallNtPowerInformation(INFORMATION, null, 0, state, BYTES),
          state.getByteArray(0, BYTES));
    }
  }

  /** What a status and the bytes that came with it say. */
  static Optional<WindowsBattery> of(int status, byte[] state) {
    return status == 0 ? Optional.of(new WindowsBattery(state[PRESENT] != 0)) : Optional.empty();
  }
}
