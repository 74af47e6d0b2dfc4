package dev.sluice.jobs.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.TestPostgres;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.postgres.Tables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease on a real server, by whose clock it ends: tests set its times back. */
class LeaseTableIT {
  private static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofMinutes(10), Duration.ofMinutes(11));

  /** As if the lease had been taken for a moment, a minute ago. */
  private static final String EXPIRE =
      """
      update job_lease set
          renewed_at = clock_timestamp() - interval '60.001 s',
          expires_at = clock_timestamp() - interval '60 s'
      """;

  private static EmbeddedPostgres postgres;
  private static String url;

  private LeaseTable first;
  private LeaseTable second;

  @BeforeAll
  static void startServer() throws Exception {
    postgres = TestPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    Tables.prepare(new DatabaseAccess(url), AggregationRules.defaults());
  }

  @AfterAll
  static void stopServer() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void open() throws Exception {
    execute("delete from job_lease");
    first = new LeaseTable(new DatabaseAccess(url), TERMS);
    second = new LeaseTable(new DatabaseAccess(url + "&options=-c%20lock_timeout=100"), TERMS);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void claim_againByItsHolder_keepsTheEpoch() throws Exception {
    assertThat(first.claim("first")).isEqualTo(new Claim.Held(1));
    assertThat(second.claim("first")).isEqualTo(new Claim.Held(1));
  }

  @Test
  void claim_byAnother_isElsewhereUntilItExpiresAndThenANewEpoch() throws Exception {
    first.claim("first");

    assertThat(second.claim("second"))
        .isInstanceOfSatisfying(
            Claim.Elsewhere.class,
            other -> {
              assertThat(other.holder()).isEqualTo("first");
              assertThat(other.expiresIn()).isBetween(Duration.ofMillis(1), TERMS.timeToLive());
            });
    execute(EXPIRE);
    assertThat(second.claim("second")).isEqualTo(new Claim.Held(2));
    assertThat(first.renew(1)).isFalse();
    assertThat(second.renew(2)).isTrue();
  }

  @Test
  void renew_expiredButNotTaken_isInForceAgain() throws Exception {
    first.claim("first");
    execute(EXPIRE);

    assertThat(first.renew(1)).isTrue();
    assertThat(second.claim("second")).isInstanceOf(Claim.Elsewhere.class);
  }

  /** While the server was down nobody could renew it: that must not cost the holder its lease. */
  @Test
  void claim_serverStartedLessThanALeaseAgo_isElsewhere() throws Exception {
    first.claim("first");
    execute(EXPIRE);
    execute("update job_lease set renewed_at = renewed_at - interval '1 h'");

    assertThat(second.claim("second"))
        .isInstanceOfSatisfying(
            Claim.Elsewhere.class,
            other -> assertThat(other.expiresIn()).isGreaterThan(Duration.ofMinutes(50)));
  }

  @Test
  void renew_connectionWasCut_failsOnceAndThenConnectsAnew() throws Exception {
    first.claim("first");
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and datname = current_database()");

    assertThatThrownBy(() -> first.renew(1)).isInstanceOf(SQLException.class);
    assertThat(first.renew(1)).isTrue();
  }

  /** What is written under the lease is written before a successor begins, or not at all. */
  @Test
  void demandLease_inATransaction_holdsASuccessorUpAndNoRenewal() throws Exception {
    first.claim("first");
    try (Connection writer = DriverManager.getConnection(url)) {
      writer.setAutoCommit(false);
      writer.createStatement().execute("select demand_lease(1)");

      assertThat(first.renew(1)).isTrue();
      execute(EXPIRE);
      assertThatThrownBy(() -> second.claim("second")).hasMessageContaining("lock timeout");

      writer.commit();
      assertThat(second.claim("second")).isEqualTo(new Claim.Held(2));
      assertThatThrownBy(() -> writer.createStatement().execute("select demand_lease(1)"))
          .hasMessageContaining("another job has taken the lease of epoch 1 over")
          .isInstanceOfSatisfying(
              SQLException.class, lost -> assertThat(lost.getSQLState()).isEqualTo("SL001"));
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
