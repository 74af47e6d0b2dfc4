package dev.sluice.probe.doctor;

/** Something that is not looked at, because nothing that was named needs it. */
record NotNeeded(String name, String why) implements Check {
  @Override
  public Finding run() {
    return Finding.notChecked(why);
  }
}
