package org.sfcrime.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.endtoend.harness.Rig;

/**
 * Compares the files for containers and for the hosting site with what they name: no container
 * engine and no hosting site is part of the build.
 */
class ContainerFilesTest {
  private static final Path ROOT = Rig.HOME.root();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String STATE = "/var/lib/sf-crime-statistics";

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** YAML's merge keys are kept as fields by the parser. */
  private static JsonNode inherited(JsonNode service, JsonNode compose, String field) {
    return service.has(field) ? service.get(field) : compose.at("/x-program/" + field);
  }

  @Test
  void compose_programsFlagsPathsAndPortsExist() throws IOException {
    JsonNode compose = YAML.readTree(read("docker-compose.yml"));
    Map<String, JsonNode> services = new TreeMap<>();
    compose.get("services").forEachEntry(services::put);
    assertThat(services.keySet())
        .containsExactly("broker", "consumer", "dashboard", "producer", "streaming-job");
    for (Map.Entry<String, JsonNode> service : services.entrySet()) {
      JsonNode definition = service.getValue();
      assertThat(inherited(definition, compose, "stop_grace_period").asText()).isEqualTo("30s");
      for (String port : texts(definition.path("ports"))) {
        assertThat(port).as("only for this machine").startsWith("127.0.0.1:");
      }
      String check = definition.at("/healthcheck/test").toString();
      assertThat(check).as("starts no JVM").doesNotContain(".sh", "java");
      if (!service.getKey().equals("broker")) {
        List<String> command = texts(definition.required("command"));
        ProgramCommands.assertExists(command);
        assertThat(command).contains("--bootstrap-server=broker:19092");
      }
    }
    assertThat(texts(services.get("consumer").get("command")))
        .anyMatch(word -> word.startsWith("--expect-file="));
    JsonNode job = services.get("streaming-job");
    assertThat(texts(job.get("command"))).contains("--checkpoint=" + STATE + "/checkpoint");
    assertThat(texts(job.get("volumes"))).containsExactly("state:" + STATE);
    assertThat(texts(job.get("command"))).contains("--metrics-port=9503");
    assertThat(job.at("/healthcheck/test").toString()).contains("/9503");
    JsonNode page = services.get("dashboard");
    assertThat(texts(page.get("command"))).contains("--port=8080", "--host=0.0.0.0");
    assertThat(texts(page.get("ports"))).containsExactly("127.0.0.1:8080:8080");
  }

  @Test
  void compose_brokerIsThatOfThePomAndOfTheConfiguration() throws IOException {
    JsonNode broker = YAML.readTree(read("docker-compose.yml")).at("/services/broker");
    assertThat(read("pom.xml"))
        .contains(
            "<kafka.version>%s</kafka.version>"
                .formatted(broker.get("image").asText().replace("apache/kafka:", "")));
    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(ROOT.resolve("config/broker.properties")));
    // For a test that kills the broker.
    settings.remove("broker.session.timeout.ms");
    settings.remove("broker.heartbeat.interval.ms");
    for (String name : settings.stringPropertyNames()) {
      String variable = "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
      assertThat(broker.get("environment").path(variable).asText())
          .as(variable)
          .isEqualTo(settings.getProperty(name));
    }
  }

  @Test
  void dockerfile_unpacksTheReleaseArchive_andIsNotRoot() throws IOException {
    String file = read("Dockerfile");
    assertThat(read("pom.xml")).contains("<maven.compiler.release>17<", "<id>release</id>");
    assertThat(file).contains("openjdk-17-jdk-headless", "\nUSER sfcrime\n");
    assertThat(file).contains("mvn -B -ntp -Prelease package ", "COPY --from=build /release .\n");
    assertThat(file).contains("tar -xzf tools/release/target/sf-crime-statistics-*.tar.gz ");
    assertThat(read("tools/release/pom.xml"))
        .contains("<finalName>sf-crime-statistics-${project.version}</finalName>");
    Matcher excluded = Pattern.compile("'?!([^,']+)").matcher(file);
    assertThat(excluded.results().map(module -> module.group(1)))
        .isNotEmpty()
        .allSatisfy(module -> assertThat(read("tools/release/archive.xml")).doesNotContain(module))
        .allSatisfy(module -> assertThat(read("pom.xml")).contains("<module>" + module + "<"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "containers", "dependencies"})
  void workflow_commandsExist(String name) throws IOException {
    String text = read(".github/workflows/" + name + ".yml");
    assertThat(text).startsWith("# This workflow has not been seen to run yet.\n");
    JsonNode workflow = YAML.readTree(text);
    assertThat(workflow.required("on")).isNotNull();
    int commands = 0;
    for (JsonNode job : workflow.required("jobs")) {
      assertThat(job.path("timeout-minutes").isInt()).isTrue();
      for (JsonNode step : job.required("steps")) {
        assertThat(step.has("run")).isNotEqualTo(step.has("uses"));
        String run = step.path("run").asText();
        commands += run.isEmpty() ? 0 : 1;
        if (run.startsWith("bin/")) {
          ProgramCommands.assertExists(List.of(run.split(" ", -1)));
        }
      }
    }
    assertThat(commands).isPositive();
  }

  @Test
  void workflow_buildsWithTheJdksThatTheScriptsAccept() throws IOException {
    JsonNode versions =
        YAML.readTree(read(".github/workflows/build.yml")).at("/jobs/verify/strategy/matrix/java");
    assertThat(texts(versions)).containsExactly("17", "21");
    for (String version : texts(versions)) {
      assertThat(read("bin/.java-and-build.sh")).contains("[ \"$version\" = " + version + " ]");
    }
  }
}
