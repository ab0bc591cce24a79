package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.StartedProcess;

/**
 * A standalone Spark master and two workers with one core each, from the jars of the job. Each
 * worker has a host of its own, because Spark starts no second attempt of a task on the same host.
 *
 * <p>All processes know a secret, without which Spark refuses a connection, and encrypt what they
 * send and spill.
 */
public final class SparkCluster {
  private static final int WORKERS = 2;

  private final Rig rig;
  private final int port;
  private final Path properties;
  private final List<StartedProcess> workers = new ArrayList<>();

  private SparkCluster(Rig rig, int port, Path properties) {
    this.rig = rig;
    this.port = port;
    this.properties = properties;
  }

  public static SparkCluster start(Rig rig) throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(rig, ChildBroker.freePort(), writeProperties(rig));
    Path log = rig.folder().resolve("master.log");
    rig.start(
        cluster.command(
            "master",
            "Master",
            "--host",
            "127.0.0.1",
            "--port",
            "" + cluster.port,
            "--webui-port",
            "0",
            "--properties-file",
            cluster.properties.toString()));
    Await.until("the master", () -> lines(log, "New state: ALIVE") == 1);
    for (int i = 1; i <= WORKERS; i++) {
      cluster.startWorker(i);
    }
    Await.until("the workers", () -> lines(log, "Registering worker") == WORKERS);
    return cluster;
  }

  /** Writes the settings of config/ with a new secret, for the owner only. */
  private static Path writeProperties(Rig rig) throws IOException {
    Path file =
        Files.createFile(
            rig.folder().resolve("spark.conf"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String settings =
        Files.readString(Rig.HOME.root().resolve("config/spark-defaults.conf"))
            + "\nspark.authenticate true"
            + "\nspark.authenticate.secret "
            + HexFormat.of().formatHex(secret)
            + "\nspark.network.crypto.enabled true"
            + "\nspark.io.encryption.enabled true\n";
    return Files.writeString(file, settings);
  }

  private void startWorker(int number) throws IOException, InterruptedException {
    String name = "worker-" + number;
    StartedProcess.Command command =
        command(
            name,
            "Worker",
            "--host",
            "127.0.0." + number,
            "--cores",
            "1",
            "--memory",
            "1g",
            "--webui-port",
            "0",
            "--work-dir",
            rig.folder().resolve(name).toString(),
            "--properties-file",
            properties.toString(),
            "spark://127.0.0.1:" + port);
    workers.add(rig.start(command));
  }

  private static long lines(Path log, String text) throws IOException {
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(line -> line.contains(text)).count()
        : 0;
  }

  private StartedProcess.Command command(String name, String program, String... arguments) {
    Path spark = Rig.HOME.root().resolve("streaming-job/target/spark");
    List<String> words = new ArrayList<>();
    words.addAll(List.of(Shell.jdkProgram("java"), "-Xmx256m", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", spark.resolve("jars") + File.separator + "*"));
    words.add("org.apache.spark.deploy.%s.%s".formatted(program.toLowerCase(Locale.ROOT), program));
    words.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME",
            spark.toString(),
            "SPARK_SCALA_VERSION",
            "2.12",
            "SPARK_LOCAL_IP",
            "127.0.0.1",
            "SPARK_LOCAL_DIRS",
            rig.folder().resolve("spark-" + name).toString());
    return new StartedProcess.Command(
        name, words, environment, rig.folder().resolve(name + ".log"));
  }

  /** Submits the job to this cluster; returns the commands of other programs unchanged. */
  public StartedProcess.Command submitted(StartedProcess.Command command) {
    if (!command.name().equals("job")) {
      return command;
    }
    List<String> words = new ArrayList<>(command.command());
    words.set(words.indexOf("--properties-file") + 1, properties.toString());
    words.addAll(
        1,
        List.of(
            "--master",
            "spark://127.0.0.1:" + port,
            "--driver-memory",
            "1g",
            "--executor-memory",
            "700m",
            "--conf",
            "spark.executor.cores=1"));
    return new StartedProcess.Command(command.name(), words, command.environment(), command.log());
  }

  /** Kills a worker but not its executors; they must notice and end themselves. */
  public void killWorker(int index) throws InterruptedException {
    StartedProcess worker = workers.get(index);
    ProcessHandle handle = ProcessHandle.of(worker.pid()).orElseThrow();
    List<ProcessHandle> executors = handle.descendants().toList();
    assertThat(executors).as("executors of the worker").isNotEmpty();
    handle.destroyForcibly();
    worker.await(Await.RECOVERY);
    Await.until(
        "the end of the worker's executors",
        () -> executors.stream().noneMatch(ProcessHandle::isAlive));
  }
}
