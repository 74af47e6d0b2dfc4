package dev.sluice.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaLogSettingsTest {

  @Test
  void producerProperties_weakerOnesFromOutside_doNotTakeThePromiseBack() {
    Map<String, Object> properties =
        settings(
                Map.of(
                    "acks", "1",
                    "enable.idempotence", "false",
                    "max.block.ms", "60000",
                    "security.protocol", "SSL"))
            .producerProperties();

    assertThat(properties)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("max.block.ms", 0L)
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void open_leastAndDefaultTimeouts_areAdmittedByKafka() {
    for (Duration timeout :
        List.of(Duration.ofSeconds(1), KafkaLogSettings.DEFAULT_DELIVERY_TIMEOUT)) {
      // Nothing listens there; whether the settings fit each other shows all the same.
      var settings = new KafkaLogSettings("127.0.0.1:1", "t", 20_000, timeout, Map.of());

      assertThatCode(() -> KafkaReportLog.open(settings).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void new_deliveryTimeoutBelowASecond_isRefused() {
    assertThatThrownBy(() -> new KafkaLogSettings("h:1", "t", 1, Duration.ofMillis(999), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deliveryTimeout");
  }

  @Test
  void open_unusableAddress_saysSo() {
    var unusable = new KafkaLogSettings("no-port", "t", 1, Duration.ofSeconds(1), Map.of());

    assertThatThrownBy(() -> KafkaReportLog.open(unusable))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-port");
  }

  private static KafkaLogSettings settings(Map<String, String> clientProperties) {
    return new KafkaLogSettings(
        "127.0.0.1:9092", "t", 20_000, KafkaLogSettings.DEFAULT_DELIVERY_TIMEOUT, clientProperties);
  }
}
