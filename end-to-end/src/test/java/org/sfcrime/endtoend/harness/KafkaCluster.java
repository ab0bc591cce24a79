package org.sfcrime.endtoend.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.sfcrime.processes.ChildBroker;

/**
 * Three brokers that are also controllers. Each topic has a replica on every broker and accepts
 * records while two are in sync.
 */
public record KafkaCluster(List<KafkaNode> nodes) {
  private static final int SIZE = 3;

  public static KafkaCluster start(Rig rig) throws IOException, InterruptedException {
    List<Integer> controllerPorts = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      controllerPorts.add(ChildBroker.freePort());
    }
    String voters =
        IntStream.range(0, SIZE)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllerPorts.get(i))
            .collect(Collectors.joining(","));
    List<KafkaNode> nodes = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      String address = "127.0.0.1:" + ChildBroker.freePort();
      String listeners =
          "listeners=PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d"
              .formatted(address, controllerPorts.get(i));
      KafkaNode node =
          new KafkaNode(rig, i + 1, address, settings(voters, listeners), UnaryOperator.identity());
      node.format();
      nodes.add(node);
    }
    for (KafkaNode node : nodes) {
      node.start();
    }
    nodes.forEach(KafkaNode::awaitAnswer);
    return new KafkaCluster(nodes);
  }

  private static List<String> settings(String voters, String listeners) {
    return List.of(
        "controller.quorum.voters=" + voters,
        listeners,
        "default.replication.factor=3",
        "min.insync.replicas=2",
        "offsets.topic.replication.factor=3",
        "transaction.state.log.replication.factor=3",
        "transaction.state.log.min.isr=2");
  }

  public String bootstrapServers() {
    return nodes.stream().map(KafkaNode::address).collect(Collectors.joining(","));
  }

  /** Waits until all replicas are in sync; before that, another broker must not be killed. */
  public void awaitInSync() {
    try (Admin admin = nodes.get(0).admin()) {
      Await.until("all replicas in sync", () -> inSync(admin));
    }
  }

  private static boolean inSync(Admin admin) throws InterruptedException {
    try {
      Set<String> topics =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return admin.describeTopics(topics).allTopicNames().get().values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == SIZE);
    } catch (ExecutionException notYet) {
      return false;
    }
  }
}
