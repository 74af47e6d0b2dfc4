package dev.sluice.standalone.postgres;

/**
 * How to reach the database, once as the owner of its tables and once as a reader who can change
 * nothing. Both addresses carry a password: they belong into files and memory of this user only.
 *
 * @param ownerUrl JDBC URL of the role that creates and writes tables
 * @param readerUrl JDBC URL of the role that may only select
 */
public record DatabaseAccess(String ownerUrl, String readerUrl) {
  static final String DATABASE = "sluice";
  static final String OWNER = "sluice";
  static final String READER = "sluice_reader";

  static DatabaseAccess onLoopback(int port, RolePasswords passwords) {
    return new DatabaseAccess(
        url(port, OWNER, passwords.owner()), url(port, READER, passwords.reader()));
  }

  private static String url(int port, String role, String password) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, DATABASE, role, password);
  }

  /** Without the passwords, for logs and error messages. */
  @Override
  public String toString() {
    return ownerUrl.replaceFirst("\\?.*", "");
  }
}
