package dev.sluice.standalone.postgres;

import java.nio.file.Path;

/** Runs a database until it is killed; on SIGTERM it stops in order. */
final class DatabaseHolder {
  private DatabaseHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    System.out.println("ready " + database.access().ownerUrl());
    Thread.currentThread().join();
  }
}
