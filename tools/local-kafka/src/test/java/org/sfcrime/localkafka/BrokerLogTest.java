package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerLogTest {
  @Test
  void tellingLine_innermostCause() {
    assertThat(
            BrokerLog.tellingLine(
                List.of(
                    "2026 [main] ERROR kafka.Kafka$ - Exiting Kafka due to fatal exception",
                    "org.apache.kafka.common.KafkaException: Socket server failed to bind",
                    "\tat kafka.network.Acceptor.openServerSocket(SocketServer.scala:709)",
                    "Caused by: java.net.BindException: Address already in use",
                    "\t... 13 more",
                    "2026 [main] INFO kafka.server.ControllerServer - shutting down")))
        .isEqualTo("java.net.BindException: Address already in use");
  }

  @Test
  void tellingLine_ownWords() {
    assertThat(BrokerLog.tellingLine(List.of("Formatting", "kafka: a broker already runs in /x")))
        .isEqualTo("a broker already runs in /x");
  }

  @Test
  void tellingLine_whatTheJvmSaysFirst() {
    assertThat(
            BrokerLog.tellingLine(
                List.of(
                    "Invalid maximum heap size: -Xmxfoo",
                    "Error: Could not create the Java Virtual Machine.",
                    "Error: A fatal exception has occurred. Program will exit.")))
        .isEqualTo("Invalid maximum heap size: -Xmxfoo");
  }

  @Test
  void tellingLine_loggedErrorWithoutException() {
    assertThat(
            BrokerLog.tellingLine(
                List.of("2026 [main] ERROR kafka.Kafka - no space left", "2026 [main] INFO bye")))
        .isEqualTo("2026 [main] ERROR kafka.Kafka - no space left");
  }

  @Test
  void tellingLine_nothingTelling() {
    assertThat(BrokerLog.tellingLine(List.of("first", "last"))).isEqualTo("last");
    assertThat(BrokerLog.tellingLine(List.of())).isEqualTo("its log is empty");
  }
}
