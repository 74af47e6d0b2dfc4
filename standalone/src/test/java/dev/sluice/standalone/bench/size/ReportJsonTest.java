package dev.sluice.standalone.bench.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import dev.sluice.standalone.bench.reports.ReportMix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @Test
  void render_everyReport_saysWhatTheSchemaSays() throws IOException {
    Set<String> expected = new HashSet<>();
    Report.getClassSchema().getFields().stream().map(Schema.Field::name).forEach(expected::add);

    ReportJson json = new ReportJson(BundledRegistry.load());
    for (byte[] bytes : new ReportMix(BundledRegistry.load(), 3, 5).reports(200, DAY)) {
      Report report = ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
      String text = json.render(report);
      JsonNode read = new ObjectMapper().readTree(text);
      Set<String> fields = new HashSet<>();
      read.fieldNames().forEachRemaining(fields::add);
      assertThat(fields).isEqualTo(expected);
      assertThat(read.get("payload")).hasSize(report.getPayload().size());
      assertThat(read.at("/epsilonTier").asDouble()).isEqualTo(1);
      assertThat(read.at("/model")).hasSize(ReportedModel.getClassSchema().getFields().size());
      assertThat(read.at("/model/name").asText()).isEqualTo(report.getModel().getName());
      assertThat(read.get("baseline").isNull()).isEqualTo(report.getBaseline() == null);
      assertThat(json.bytesOf(bytes)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }
}
