package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.StopSignal;

/** Starts real brokers. */
class LocalKafkaTest {
  private static final Path SETTINGS = Path.of("..", "..", "config", "broker.properties");

  @TempDir Path temporary;

  private final StopSignal stop = new StopSignal();

  /** The name has a space and a letter outside Latin-1, which often cause errors in paths. */
  private Path directory() {
    return temporary.resolve("sf crime Ω");
  }

  @AfterEach
  void stopBroker() throws Exception {
    RunningBroker broker = new BrokerDirectory(directory()).runningBroker().orElse(null);
    if (broker != null) {
      kill(broker);
    }
  }

  @Test
  void start_thenAgain_thenStop() throws Exception {
    int port = freePort();
    Result started = start(port);
    RunningBroker broker = new BrokerDirectory(directory()).runningBroker().orElseThrow();
    String description =
        " at 127.0.0.1:%d (pid %d, directory %s)\n".formatted(port, broker.pid(), directory());

    assertThat(started).isEqualTo(new Result(0, "started" + description, ""));
    assertThat(start(port)).isEqualTo(new Result(0, "already running" + description, ""));
    assertThat(run("status")).isEqualTo(new Result(0, "running" + description, ""));
    assertThat(start(port + 1))
        .isEqualTo(
            new Result(
                1,
                "",
                "kafka: the broker of %s already runs at 127.0.0.1:%d, not on port %d; use --port %d, or stop it first\n"
                    .formatted(directory(), port, port + 1, port)));

    assertThat(run("stop")).isEqualTo(new Result(0, "stopped" + description, ""));
    assertThat(ProcessHandle.of(broker.pid())).isEmpty();
    Result notRunning = new Result(0, "not running in " + directory() + "\n", "");
    assertThat(run("stop")).isEqualTo(notRunning);
    assertThat(run("status")).isEqualTo(new Result(1, notRunning.out(), ""));
  }

  @Test
  void start_afterKill_keepsTopics() throws Exception {
    assertThat(start(freePort()).code()).isZero();
    RunningBroker first = new BrokerDirectory(directory()).runningBroker().orElseThrow();
    try (Admin admin = first.admin()) {
      admin.createTopics(List.of(new NewTopic("calls", 4, (short) 1))).all().get();
    }
    kill(first);
    assertThat(run("status").code()).isEqualTo(1);

    // The port may change: a restarted broker depends only on its data.
    assertThat(start(freePort()).code()).isZero();
    RunningBroker second = new BrokerDirectory(directory()).runningBroker().orElseThrow();
    try (Admin admin = second.admin()) {
      assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("calls"));
    }
    assertThat(run("stop").code()).isZero();
    assertThat(directory().resolve("broker.log.1")).isNotEmptyFile();
  }

  @Test
  void start_listensOnLoopbackAndMakesNoTopics() throws Exception {
    int port = freePort();
    assertThat(start(port).code()).isZero();
    RunningBroker broker = new BrokerDirectory(directory()).runningBroker().orElseThrow();
    try (Admin admin = broker.admin()) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      assertThat(
              Stream.of("listeners", "auto.create.topics.enable", "log.dirs")
                  .map(name -> config.get(name).value()))
          .containsExactly(
              "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:0",
              "false",
              directory().resolve("data").toString());
    }
  }

  @Test
  void start_portInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, loopback())) {
      assertThat(start(taken.getLocalPort()))
          .isEqualTo(
              new Result(
                  1,
                  "",
                  "kafka: cannot listen on 127.0.0.1:%d: Address already in use; choose another port with --port\n"
                      .formatted(taken.getLocalPort())));
      assertThat(directory()).doesNotExist();
    }
  }

  @Test
  void start_directoryIsAFile() throws Exception {
    Files.createFile(directory());
    assertThat(start(freePort()))
        .isEqualTo(
            new Result(
                1,
                "",
                "kafka: cannot use the directory %s: %s is a file, not a directory; choose another with --dir\n"
                    .formatted(directory(), directory())));
  }

  @Test
  void start_brokerDies() throws Exception {
    Path settings = temporary.resolve("broker.properties");
    Files.writeString(settings, "node.id=1\nnum.partitions=many\n");
    assertThat(start(freePort(), settings))
        .isEqualTo(
            new Result(
                1,
                "",
                ("kafka: the broker ended while starting, with exit code 1: "
                        + "org.apache.kafka.common.config.ConfigException: Invalid value many for configuration"
                        + " num.partitions: Not a number of type INT (full log: %s)\n")
                    .formatted(directory().resolve("broker.log"))));
    assertThat(run("status").code()).isEqualTo(1);
  }

  /** Ctrl-C while the broker starts. */
  @Test
  void start_stopped() throws Exception {
    stop.request();
    assertThat(start(freePort()))
        .isEqualTo(
            new Result(130, "", "kafka: stopped, together with the broker that was starting\n"));
    assertThat(run("status").out()).isEqualTo("not running in " + directory() + "\n");
  }

  @Test
  void run_directoryCannotBeWritten() throws Exception {
    Path settings = Files.createDirectories(directory().resolve("broker.properties"));
    assertThat(run("run", "--port", "" + freePort(), "--config", SETTINGS.toString()))
        .isEqualTo(
            new Result(
                1,
                "",
                "kafka: cannot use the directory %s: %s: Is a directory; choose another with --dir\n"
                    .formatted(directory(), settings)));
  }

  @Test
  void start_impossiblePort() {
    Result result = start(0);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("kafka: --port (0) must be from 1 to 65535 (see --help)\n");
  }

  @Test
  void start_missingSettings() {
    Path missing = temporary.resolve("none.properties");
    assertThat(start(9092, missing))
        .isEqualTo(
            new Result(
                2,
                "",
                "kafka: --config %s cannot be read: no such file (see --help)\n"
                    .formatted(missing)));
    assertThat(directory()).doesNotExist();
  }

  @Test
  void run_withoutCommand() {
    Result result = call(new String[0]);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("kafka: Missing required subcommand (see --help)\n");
  }

  private Result start(int port) {
    return start(port, SETTINGS);
  }

  private Result start(int port, Path settings) {
    return run("start", "--port", Integer.toString(port), "--config", settings.toString());
  }

  private Result run(String... command) {
    return call(
        Stream.concat(Stream.of(command), Stream.of("--dir", directory().toString()))
            .toArray(String[]::new));
  }

  private Result call(String[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        LocalKafka.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            stop);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void kill(RunningBroker broker) throws Exception {
    ProcessHandle process = ProcessHandle.of(broker.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  private static InetAddress loopback() throws Exception {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** The exit code and output of a run of the program. */
  private record Result(int code, String out, String err) {}
}
