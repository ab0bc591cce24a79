package org.sfcrime.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * The rights that {@code bin/kafka start --secure} grants are all that the programs need, and each
 * of them is needed.
 */
class EachRightIsNeededTest {
  private static final int CALLS = 500;
  private static final String NOT_A_CALL = "not a call";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private Admin admin;
  private Programs programs;
  private Path calls;
  private String feed;

  @Test
  @Fault("a right taken away, each of those that the programs need")
  void withoutARight_theProgramNamesIt(Injections injections) throws Exception {
    Faults.onlyInTheFullRun();
    try (Rig started = Rig.startSecured(folder);
        Admin all = started.broker().admin()) {
      rig = started;
      admin = all;
      Path generated = callsAndARejectedRecord();
      feed = startFeed();
      Collection<AclBinding> rights = admin.describeAcls(AclBindingFilter.ANY).values().get();
      assertThat(rights).hasSize(18);
      int run = 0;
      for (AclBinding right :
          rights.stream().sorted(Comparator.comparing(Object::toString)).toList()) {
        programs = rig.at(Programs.TOPIC, "run-" + run++);
        // A file of its own: the producer would refuse to resume the file of a deleted topic.
        calls = Files.copy(generated, programs.work().resolve("calls.ndjson"));
        assertNeeded(right);
        injections.held();
      }
    }
  }

  private Path callsAndARejectedRecord() throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(rig.generateLines("all.ndjson", CALLS));
    lines.add(NOT_A_CALL);
    return Files.write(folder.resolve("calls.ndjson"), lines);
  }

  private String startFeed() throws Exception {
    CompletableFuture<String> address = new CompletableFuture<>();
    rig.start(
        new StartedProcess.Command(
            "city-feed",
            List.of(Rig.HOME.program("city-feed")),
            Map.of(),
            folder.resolve("city-feed.log")),
        address::complete);
    return address.get(Await.RECOVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void assertNeeded(AclBinding right) throws Exception {
    String user = right.entry().principal().replaceFirst("User:", "");
    AclOperation operation = right.entry().operation();
    prepareTopics(right);
    StartedProcess.Command command = command(user, right);

    admin.deleteAcls(Set.of(right.toFilter())).all().get();
    Await.until("the right is away", () -> !isGranted(right));
    StartedProcess refused = rig.start(command);
    ProgramEnd.assertExits(refused, 1);
    String said =
        "User:%s lacks the right %s on %s".formatted(user, word(operation), resource(right));
    assertThat(command.log()).content().containsOnlyOnce(said).doesNotContain("\tat ");

    admin.createAcls(Set.of(right)).all().get();
    Await.until("the right is back", () -> isGranted(right));
    StartedProcess allowed = rig.start(command);
    if (user.equals("dashboard")) {
      PageTotal page = new PageTotal("http://127.0.0.1:" + port(command) + "/");
      Await.until("counts on the page", () -> page.shown().orElse(0) > 0);
      ProgramEnd.assertStops(allowed);
    } else {
      ProgramEnd.assertExits(allowed, 0);
    }
  }

  private boolean isGranted(AclBinding right) throws InterruptedException, ExecutionException {
    return admin.describeAcls(right.toFilter()).values().get().contains(right);
  }

  private static String word(AclOperation operation) {
    return operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String resource(AclBinding right) {
    return right.pattern().resourceType() == ResourceType.TOPIC
        ? "topic " + right.pattern().name()
        : "transactional id " + right.pattern().name();
  }

  /** Makes the topic of calls again, and removes the topic that the program is to create. */
  private void prepareTopics(AclBinding right) throws Exception {
    deleteIfExists(Programs.TOPIC);
    if (right.entry().operation() == AclOperation.CREATE) {
      deleteIfExists(right.pattern().name());
      if (right.pattern().name().equals(Programs.TOPIC)) {
        return;
      }
    }
    admin.createTopics(List.of(new NewTopic(Programs.TOPIC, 1, (short) 1))).all().get();
    Await.until("the topic", () -> exists(Programs.TOPIC));
    publishAsAdmin();
  }

  private void deleteIfExists(String topic) throws Exception {
    if (exists(topic)) {
      admin.deleteTopics(List.of(topic)).all().get();
      Await.until("the end of the topic", () -> !exists(topic));
    }
  }

  private boolean exists(String topic) throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get().contains(topic);
  }

  /** Calls in order, then the first one again, which is late, and a record that is none. */
  private void publishAsAdmin() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(calls));
    lines.add(lines.get(0));
    try (KafkaProducer<byte[], byte[]> kafka =
        new KafkaProducer<>(
            programs.adminClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String line : lines) {
        var unused =
            kafka.send(new ProducerRecord<>(Programs.TOPIC, line.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** A run of the user's program that needs the right. */
  private StartedProcess.Command command(String user, AclBinding right) {
    return switch (user) {
      case "producer" ->
          right.entry().operation() == AclOperation.READ
                  && right.pattern().name().equals(Programs.TOPIC)
              ? programs.follower(feed, List.of("--once"))
              : programs.producer(calls, List.of("--resume"));
      case "consumer" -> consumer();
      case "job" ->
          programs.job(
              Rig.jobFlags(
                  programs,
                  "available-now",
                  "--sink",
                  "kafka",
                  "--max-offsets-per-trigger",
                  "" + CALLS));
      default -> programs.dashboard(ChildBroker.freePort());
    };
  }

  private StartedProcess.Command consumer() {
    List<String> words = new ArrayList<>(List.of(Rig.HOME.program("consumer")));
    words.addAll(List.of("--bootstrap-server", programs.broker(), "--topic", programs.topic()));
    words.addAll(List.of("--from-beginning", "--until-end", "--quiet"));
    words.addAll(programs.logins().flags("consumer"));
    return new StartedProcess.Command(
        "consumer", words, Map.of(), programs.logs().resolve("consumer.log"));
  }

  private static String port(StartedProcess.Command dashboard) {
    return dashboard.command().stream()
        .filter(word -> word.startsWith("--port="))
        .map(word -> word.substring("--port=".length()))
        .findFirst()
        .orElseThrow();
  }
}
