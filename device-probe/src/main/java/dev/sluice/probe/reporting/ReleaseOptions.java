package dev.sluice.probe.reporting;

import dev.sluice.probe.releasing.ReleaseAdmission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The release that an installed model is run as, if one is named. */
public final class ReleaseOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "Signed manifest of the release. It is checked before anything else; the model must be "
              + "one of its files, and this device eligible, or nothing is run. A daemon takes "
              + "several, one for each model.")
  private @Nullable List<Path> manifests;

  @Option(
      names = "--manifest-key",
      paramLabel = "FILE",
      description = "A public key that is trusted to sign manifests; may be given several times.")
  private @Nullable List<Path> keys;

  /**
   * The admission, with its manifest checked; empty if no release is named.
   *
   * @throws IOException if the manifest is not to be used
   */
  Optional<ReleaseAdmission> admission(Path dataDirectory) throws IOException {
    if (manifests != null && manifests.size() > 1) {
      throw usage("--manifest: one model is of one release, so name one");
    }
    return admissions(dataDirectory).stream().findFirst();
  }

  /**
   * The admissions of several models, with their manifests checked; none if no release is named.
   *
   * @throws IOException if one of the manifests is not to be used
   */
  public List<ReleaseAdmission> admissions(Path dataDirectory) throws IOException {
    if ((manifests == null) != (keys == null)) {
      throw usage("--manifest and --manifest-key belong together");
    }
    List<ReleaseAdmission> admissions = new ArrayList<>();
    if (manifests != null && keys != null) {
      for (Path manifest : manifests) {
        admissions.add(ReleaseAdmission.of(manifest, keys, dataDirectory));
      }
    }
    return admissions;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
