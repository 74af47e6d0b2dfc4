package dev.sluice.gate.kafka;

import org.apache.kafka.common.KafkaException;

/** A topic that the gate needs and the brokers do not have. */
public final class MissingTopicException extends KafkaException {
  private static final long serialVersionUID = 1L;

  MissingTopicException(String topic) {
    super("the brokers have no topic " + topic + "; create it first");
  }
}
