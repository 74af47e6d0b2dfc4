package dev.sluice.probe.doctor;

import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the owner has made a choice. Any choice is fine. */
record ConsentCheck(Optional<Path> directory) implements Check {
  @Override
  public String name() {
    return "consent";
  }

  @Override
  public Finding run() {
    if (directory.isEmpty()) {
      return Finding.notChecked("no data directory was named (--data-dir)");
    }
    try {
      Optional<Consent> choice = new ConsentFile(directory.get()).read();
      return choice.isPresent()
          ? Finding.ok("the owner's choice is " + choice.get())
          : Finding.warning(
              "nobody has made a choice, so nothing is reported",
              "probe consent telemetry --data-dir %s (or eval-only, or off)"
                  .formatted(directory.get()));
    } catch (IOException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()), "make the choice again with 'probe consent'");
    }
  }
}
