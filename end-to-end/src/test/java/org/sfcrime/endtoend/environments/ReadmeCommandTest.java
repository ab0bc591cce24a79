package org.sfcrime.endtoend.environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeCommandTest {
  private static ReadmeCommand showing(String... output) {
    return new ReadmeCommand("bin/x", List.of(output));
  }

  @Test
  void all_blocksAndText() {
    String readme =
        """
        Run `bin/x --now` with `bin/y`, or:

        ```
        bin/demo
        ```

        ```
        $ bin/job \\
            --topic a
        one
        ```
        """;
    assertThat(ReadmeCommand.all(readme))
        .containsExactly(
            new ReadmeCommand("bin/x --now", List.of()),
            new ReadmeCommand("bin/demo", List.of()),
            new ReadmeCommand("bin/job --topic a", List.of("one")));
  }

  @Test
  void missingIn_everyLineInOrder() {
    List<String> lines = List.of("a note", "started at 1:9 (pid 7)", "x", "y", "done 3");
    assertThat(showing("started at 1:9 (pid …)", "…", "done …").missingIn(lines)).isNull();
    assertThat(showing("started at 1:9 (pid …)", "x", "^C", "done 3").missingIn(lines)).isNull();
  }

  @Test
  void missingIn_namesTheLine() {
    List<String> lines = List.of("one", "two", "three");
    assertThat(showing("one", "three").missingIn(lines)).isEqualTo("three");
    assertThat(showing("three", "…", "one").missingIn(lines)).isEqualTo("one");
    assertThat(showing("one", "…", "thre").missingIn(lines)).isEqualTo("thre");
  }
}
