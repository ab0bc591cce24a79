package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.client.ClientFlags;
import picocli.CommandLine;

class ProducerPropertiesTest {
  private static Object batchSize(String... arguments) {
    ClientFlags flags = CommandLine.populateCommand(new ClientFlags(), arguments);
    return ProducerProperties.of(flags).get("batch.size");
  }

  @Test
  void of_defaults() {
    assertThat(batchSize()).isEqualTo("131072");
  }

  /** The client cannot send a record if a batch is larger than the memory of all batches. */
  @ParameterizedTest
  @CsvSource({"70000, 70000", "131072, 131072", "200000, 131072"})
  void of_batchFitsIntoTheMemoryOfTheUser(String memory, String batch) {
    assertThat(batchSize("--command-property", "buffer.memory=" + memory)).isEqualTo(batch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"retries=0", "max.in.flight.requests.per.connection=6", "buffer.memory=much"})
  void of_noProducerCanBeMade_refusedBeforeTheFileIsRead(String property) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batchSize("--command-property", property))
        .withMessageStartingWith("Kafka client properties: ")
        .withMessageContaining(property.split("=", -1)[0]);
  }
}
