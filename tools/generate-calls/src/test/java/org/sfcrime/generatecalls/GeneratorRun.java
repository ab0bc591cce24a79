package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The exit code and output of the program for a command line. */
record GeneratorRun(int exitCode, String out, String err) {

  /** Runs the program with the words of a command line, and with more arguments. */
  static GeneratorRun by(String commandLine, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        GenerateCalls.run(
            Stream.concat(Stream.of(commandLine.split(" ")), Stream.of(more))
                .toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new GeneratorRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<JsonNode> calls() throws IOException {
    assertThat(exitCode).as(err).isZero();
    JsonNode array = new ObjectMapper().readTree(out);
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  List<String> texts(String field) throws IOException {
    return calls().stream().map(call -> call.get(field).textValue()).toList();
  }
}
