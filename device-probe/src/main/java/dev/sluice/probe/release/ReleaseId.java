package dev.sluice.probe.release;

/**
 * Which release this is.
 *
 * @param name the product's name for the model, the one alias of all its files
 * @param version semantic version, for people
 * @param sequence grows with every manifest that is published under the name, also with one that
 *     only corrects another; a device never goes back
 */
public record ReleaseId(String name, String version, long sequence) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
