package dev.sluice.standalone.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JobKindTest {

  @Test
  void read_whatWasWritten_isTheSameKind() {
    JobKind kind = JobKind.usual().onRocksDb(500_000).atLeastOnce().firingOften();
    ObjectNode question = JsonNodeFactory.instance.objectNode();

    kind.write(question);

    assertThat(JobKind.read(question)).isEqualTo(kind);
  }

  @Test
  void onRocksDb_manyReports_keepsShardsSmall() {
    assertThat(JobKind.usual().onRocksDb(1_000).shards()).isEqualTo(256);
    assertThat(JobKind.usual().onRocksDb(500_000).shards()).isEqualTo(1024);
    assertThat(JobKind.usual().onRocksDb(100_000_000).shards()).isEqualTo(1 << 16);
  }
}
