package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerLogTest {
  @Test
  void reason_innermostCause() {
    assertThat(
            BrokerLog.reason(
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
  void reason_ownMessage() {
    assertThat(BrokerLog.reason(List.of("Formatting", "kafka: a broker already runs in /x")))
        .isEqualTo("a broker already runs in /x");
  }

  @Test
  void reason_firstErrorOfTheJvm() {
    assertThat(
            BrokerLog.reason(
                List.of(
                    "Invalid maximum heap size: -Xmxfoo",
                    "Error: Could not create the Java Virtual Machine.",
                    "Error: A fatal exception has occurred. Program will exit.")))
        .isEqualTo("Invalid maximum heap size: -Xmxfoo");
  }

  @Test
  void reason_loggedErrorWithoutException() {
    assertThat(
            BrokerLog.reason(
                List.of("2026 [main] ERROR kafka.Kafka - no space left", "2026 [main] INFO bye")))
        .isEqualTo("2026 [main] ERROR kafka.Kafka - no space left");
  }

  @Test
  void reason_noError_isTheLastLine() {
    assertThat(BrokerLog.reason(List.of("first", "last"))).isEqualTo("last");
    assertThat(BrokerLog.reason(List.of())).isEqualTo("its log is empty");
  }
}
