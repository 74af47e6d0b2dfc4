package dev.sluice.standalone.postgres;

import dev.sluice.standalone.directory.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * Random passwords of the three roles. Loopback is shared by everyone who has an account on the
 * machine, and a PostgreSQL superuser can run programs as the user whose server it is.
 */
record RolePasswords(String superuser, String owner, String reader) {
  private static final int PASSWORD_BYTES = 18;

  static RolePasswords loadOrCreate(Path file) {
    if (!Files.exists(file)) {
      PrivateFile.write(file, create().toMap());
    }
    Map<String, String> stored = PrivateFile.read(file);
    return new RolePasswords(
        required(stored, "superuser", file),
        required(stored, "owner", file),
        required(stored, "reader", file));
  }

  private static RolePasswords create() {
    var random = new SecureRandom();
    return new RolePasswords(password(random), password(random), password(random));
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String required(Map<String, String> stored, String role, Path file) {
    String password = stored.get(role);
    if (password == null || !password.matches("[0-9a-f]+")) {
      throw new IllegalStateException(file + " has no password for " + role);
    }
    return password;
  }

  private Map<String, String> toMap() {
    return Map.of("superuser", superuser, "owner", owner, "reader", reader);
  }

  @Override
  public String toString() {
    return "RolePasswords[hidden]";
  }
}
