package dev.sluice.probe.doctor;

/** Java is new enough, and of 64 bits, for which the native library is built. */
record JavaCheck(int feature, String version, String dataModel) implements Check {
  private static final int NEEDED = 17;

  static JavaCheck here() {
    return new JavaCheck(
        Runtime.version().feature(),
        Runtime.version().toString(),
        System.getProperty("sun.arch.data.model", "64"));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Finding run() {
    if (feature < NEEDED) {
      return Finding.problem("Java %s".formatted(version), "install Java 17 or newer");
    }
    return dataModel.equals("64")
        ? Finding.ok("Java %s, 64 bit".formatted(version))
        : Finding.problem(
            "Java %s of %s bits".formatted(version, dataModel),
            "install a Java of 64 bits: the engine's library is built for that");
  }
}
