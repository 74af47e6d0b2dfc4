package dev.sluice.probe.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTargetTest {
  @TempDir private Path directory;

  @Test
  void parse_whatIsNoTarget_saysWhy() {
    assertThatThrownBy(() -> ExportTarget.parse("results.xml")).hasMessageContaining("FORMAT=FILE");
    assertThatThrownBy(() -> ExportTarget.parse("junit=")).hasMessageContaining("FORMAT=FILE");
    assertThatThrownBy(() -> ExportTarget.parse("tap=x"))
        .hasMessageContaining("there is no format 'tap'; there are: lm-eval, junit,");
    assertThatThrownBy(() -> ExportTarget.parse("junit=\0")).hasMessageContaining("no file");
    assertThat(ExportTarget.parse("lm-eval=a=b.json").file()).hasFileName("a=b.json");
  }

  @Test
  void objectionTo_targetsThatCannotWork_isKnownBeforeTheRun() {
    ExportTarget good = new ExportTarget(ExportFormat.JUNIT, directory.resolve("a.xml"));

    assertThat(ExportTarget.objectionTo(List.of(good))).isEmpty();
    assertThat(ExportTarget.objectionTo(List.of(good, good)))
        .hasValueSatisfying(objection -> assertThat(objection).endsWith("is named twice"));
    assertThat(ExportTarget.objectionTo(List.of(new ExportTarget(ExportFormat.JUNIT, directory))))
        .hasValueSatisfying(objection -> assertThat(objection).endsWith("is a directory"));
    assertThat(
            ExportTarget.objectionTo(
                List.of(new ExportTarget(ExportFormat.JUNIT, directory.resolve("none/a.xml")))))
        .hasValueSatisfying(objection -> assertThat(objection).contains("there is no directory"));
  }
}
