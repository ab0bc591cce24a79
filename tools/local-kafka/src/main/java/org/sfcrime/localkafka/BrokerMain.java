package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Program;

/** Runs the broker in this process. */
final class BrokerMain {
  /** Adds times, and omits the eight listings of 290 settings. */
  private static final Map<String, String> LOGGING =
      Map.of(
          "defaultLogLevel", "info",
          "showDateTime", "true",
          "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
          "log.org.apache.kafka.common.config", "warn");

  private static final long RETRY_NANOS = 50_000_000;

  private BrokerMain() {}

  /** Formats the storage on first use, then runs the broker until a signal ends the process. */
  static int run(BrokerOptions options) throws InterruptedException {
    LOGGING.forEach(
        (name, value) -> {
          String property = "org.slf4j.simpleLogger." + name;
          System.setProperty(property, System.getProperty(property, value));
        });
    BrokerDirectory directory = new BrokerDirectory(options.directory());
    directory.requireFor(options.isSecure());
    options.requireFreePort();
    try (FileChannel claim = directory.claim(options.port())) {
      List<String> users = List.of();
      Map<String, String> listeners = Map.of();
      if (options.isSecure()) {
        directory.security().prepare();
        directory.security().makeCertificate();
        listeners = directory.security().settings(options.port());
        users = directory.security().formatArguments();
        grantRights(
            new RunningBroker(ProcessHandle.current().pid(), options.port(), directory.security()));
      }
      Map<String, String> security = listeners;
      Properties settings =
          Program.options(
              () ->
                  BrokerSettings.complete(
                      BrokerSettings.load(options.settings()),
                      options.port(),
                      directory.data(),
                      security));
      BrokerSettings.write(
          settings,
          directory.settings(),
          "Written by bin/kafka at each start: edit config/broker.properties");
      format(directory, users);
      Kafka.main(new String[] {directory.settings().toString()});
      claim.force(false);
    } catch (IOException e) {
      throw directory.unusable(e);
    }
    return 0;
  }

  /**
   * Grants the programs their rights as soon as the broker answers: Kafka's main does not return.
   */
  private static void grantRights(RunningBroker broker) {
    Thread granting =
        new Thread(
            () -> {
              try (Admin admin = broker.admin()) {
                while (!isGranted(admin)) {
                  LockSupport.parkNanos(RETRY_NANOS);
                }
              }
            },
            "grant-rights");
    granting.setDaemon(true);
    granting.start();
  }

  private static boolean isGranted(Admin admin) {
    return AccessRights.grantAtFirst(admin).handle((granted, notYet) -> notYet == null).join();
  }

  private static void format(BrokerDirectory directory, List<String> users) {
    if (directory.isFormatted()) {
      return;
    }
    List<String> format = new ArrayList<>(List.of("format", "--standalone"));
    format.addAll(List.of("--cluster-id", Uuid.randomUuid().toString()));
    format.addAll(List.of("--config", directory.settings().toString()));
    format.addAll(users);
    if (StorageTool.execute(format.toArray(String[]::new), System.err) != 0) {
      throw new CommandException("cannot format the storage in " + directory.data());
    }
  }
}
