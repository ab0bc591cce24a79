package org.sfcrime.producer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The result of a run of the whole program with an in-memory broker.
 *
 * @param exitCode the run's exit code
 * @param err the text that the run printed
 * @param calls keys and values of the calls, in the order of sending
 * @param rejected the records of the rejected topic
 */
record Published(
    int exitCode, String err, List<Call> calls, List<ProducerRecord<byte[], byte[]>> rejected) {
  /** A call as it was sent. */
  record Call(String key, String value) {}

  static Published run(Path directory, byte[] content, String... args) throws IOException {
    Path file = directory.resolve("calls.json");
    Files.write(file, content);
    return run(file.toString(), args);
  }

  static Published run(String file, String... args) {
    return run(InMemoryKafkaClients.producer(), file, args);
  }

  static Published run(MockProducer<byte[], byte[]> producer, String file, String... args) {
    return run(new InMemoryKafkaClients().next(producer), file, args);
  }

  /** Returns the result of this run, with the records of this run and of all runs before it. */
  static Published run(InMemoryKafkaClients broker, String file, String... args) {
    List<String> all = new ArrayList<>(List.of("--file", file));
    all.addAll(List.of(args));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = all.toArray(new String[0]);
    int exitCode;
    try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      exitCode = Producer.run(arguments, stream, stream, broker);
    }
    ProducerOptions options = options(arguments);
    List<Call> calls = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : broker.committed(options.topic())) {
      calls.add(new Call(SampleCalls.text(record.key()), SampleCalls.text(record.value())));
    }
    List<ProducerRecord<byte[], byte[]>> rejected = broker.committed(options.rejectedTopic());
    return new Published(exitCode, err.toString(StandardCharsets.UTF_8), calls, rejected);
  }

  /** Returns the options that these arguments give. */
  static ProducerOptions options(String... arguments) {
    Producer program = new Producer(System.out, System.err, null);
    new picocli.CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return program.toOptions();
  }

  List<String> ids() {
    return calls.stream().map(Call::key).toList();
  }

  List<String> reasons() {
    return rejected.stream().map(record -> SampleCalls.header(record, "reason")).toList();
  }

  List<String> rejectedTexts() {
    return rejected.stream().map(record -> SampleCalls.text(record.value())).toList();
  }
}
