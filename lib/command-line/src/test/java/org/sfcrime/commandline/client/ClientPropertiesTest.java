package org.sfcrime.commandline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClientPropertiesTest {
  private static final ClientProperties RULES =
      new ClientProperties(
          Map.of("client.id", "default", "linger.ms", "5", "fetch.min.bytes", "5"),
          Map.of("acks", "no call may be lost"));

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }

  private static ClientFlags flags(String... arguments) {
    return CommandLine.populateCommand(new ClientFlags(), arguments);
  }

  @Test
  void of_flagOverPropertyOverFileOverDefault() throws IOException {
    Path file = file("bootstrap.servers=file:1\nclient.id=file\nlinger.ms=7\nunknown.to.kafka=ä\n");
    ClientFlags flags =
        flags(
            "--bootstrap-server=flag:1",
            "--command-config=" + file,
            "--command-property=bootstrap.servers=given:1",
            "--command-property=client.id = given");
    assertThat(RULES.of(flags))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bootstrap.servers", "flag:1",
                "client.id", "given",
                "linger.ms", "7",
                "fetch.min.bytes", "5",
                "unknown.to.kafka", "ä"));
  }

  @Test
  void of_nothingGiven() {
    assertThat(RULES.of(flags())).containsEntry("bootstrap.servers", "localhost:9092");
  }

  @Test
  void of_ownedPropertyRejectedWithoutItsValue() throws IOException {
    ClientFlags flags = flags("--command-property=acks=secret");
    assertThatThrownBy(() -> RULES.of(flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--command-property must not set acks, which this program sets itself: no call may be lost");
    ClientFlags fileFlags = flags("--command-config=" + file("acks=secret\n"));
    assertThatThrownBy(() -> RULES.of(fileFlags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--command-config must not set acks,")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.key.password",
        "ssl.keystore.key",
        "ssl.keystore.password",
        "ssl.truststore.password"
      })
  void of_secretInAnArgument_rejectedWithoutItsValue(String name) throws IOException {
    ClientFlags flags = flags("--command-property=" + name + "=s3cret");
    assertThatThrownBy(() -> RULES.of(flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--command-property must not set %s: other users of this machine can read the arguments of a program. Write it to a file for --command-config"
                .formatted(name));
    for (String reference :
        List.of("${env:SECRET}", "Module required password=\"${file:/f:key}\";")) {
      ClientFlags referring = flags("--command-property=" + name + "=" + reference);
      assertThat(RULES.of(referring)).containsEntry(name, reference);
    }
    ClientFlags likeAReference = flags("--command-property=" + name + "=${s3cret");
    assertThatThrownBy(() -> RULES.of(likeAReference)).isInstanceOf(IllegalArgumentException.class);
    assertThat(RULES.of(flags("--command-config=" + file(name + "=s3cret")))).containsKey(name);
  }

  @Test
  void exposedSecret_ofAFileThatAllCanRead() throws IOException {
    assertThat(flags().exposedSecret()).isEmpty();
    for (String permissions : List.of("rw-------", "rw-r-----", "rw-r--r--")) {
      Path file = file("ssl.key.password=s3cret\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      Optional<String> warning = flags("--command-config=" + file).exposedSecret();
      assertThat(warning.isPresent()).as(permissions).isEqualTo(permissions.endsWith("r--"));
      assertThat(warning.orElse("chmod 600 " + file)).endsWith("chmod 600 " + file);
      assertThat(flags("--command-config=" + file("client.id=a\n")).exposedSecret()).isEmpty();
    }
  }

  @Test
  void of_propertyWithoutName_isNotPrinted() {
    for (String property : List.of("s3cret", "=s3cret")) {
      ClientFlags flags = flags("--command-property=" + property);
      assertThatThrownBy(() -> RULES.of(flags))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("--command-property takes KEY=VALUE");
    }
  }

  @Test
  void of_fileCannotBeRead() throws IOException {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> RULES.of(flags("--command-config=" + none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--command-config " + none + " cannot be read: no such file");
    Path broken = file("a=\\u00zz");
    assertThatThrownBy(() -> RULES.of(flags("--command-config=" + broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--command-config " + broken + " cannot be read: ");
  }

  @Test
  void unknown_listsUnknownNames() {
    assertThat(
            ClientProperties.unknown(
                List.of("linger.mss", "acks", "a", "config.providers.env.class"),
                Set.of("linger.ms", "acks")))
        .containsExactly(
            "the Kafka client does not know the property a",
            "the Kafka client does not know the property linger.mss");
  }
}
