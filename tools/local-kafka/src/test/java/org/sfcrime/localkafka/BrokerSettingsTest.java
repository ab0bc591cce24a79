package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSettingsTest {
  @TempDir Path directory;

  @Test
  void complete_addsListenersAndDirectory() throws Exception {
    Path file = write("node.id=7\nlog.retention.hours=1\n");
    Properties complete =
        BrokerSettings.complete(BrokerSettings.load(file), 9093, Path.of("/tmp/data"), Map.of());
    assertThat(complete)
        .isEqualTo(
            Map.of(
                "node.id", "7",
                "log.retention.hours", "1",
                "process.roles", "broker,controller",
                "listeners", "PLAINTEXT://127.0.0.1:9093,CONTROLLER://127.0.0.1:0",
                "advertised.listeners", "PLAINTEXT://127.0.0.1:9093",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.bootstrap.servers", "127.0.0.1:9093",
                "log.dirs", "/tmp/data"));
  }

  @Test
  void load_settingOfAFlag() throws Exception {
    Path file = write("node.id=1\nlisteners=PLAINTEXT://0.0.0.0:9092\n");
    assertThatThrownBy(() -> BrokerSettings.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--config "
                + file
                + " sets listeners, which --port and --dir set; remove it from the file");
  }

  @Test
  void load_missingFile() {
    Path file = directory.resolve("none.properties");
    assertThatThrownBy(() -> BrokerSettings.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--config %s cannot be read: no such file", file);
  }

  private Path write(String content) throws Exception {
    return Files.writeString(directory.resolve("broker.properties"), content);
  }
}
