package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StatusLinesTest {
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String END = "\u001b[39m";

  private static String printed(boolean isColored, Consumer<StatusLines> print) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    print.accept(new StatusLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), isColored));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void colors_onlyWhereTheyAreShown() {
    Consumer<StatusLines> print =
        lines -> {
          lines.warn("%s is late", "a call");
          lines.note("%d", 1);
          lines.sayWrapped(Color.GOOD, 5, "all right");
        };
    assertThat(printed(false, print)).isEqualTo("warning: a call is late\nnote: 1\nall\nright\n");
    assertThat(printed(true, print))
        .isEqualTo(
            YELLOW
                + "warning: a call is late"
                + END
                + "\nnote: 1\n"
                + GREEN
                + "all"
                + END
                + "\n"
                + GREEN
                + "right"
                + END
                + "\n");
  }

  @Test
  void text_isEscapedAlsoInColor() {
    assertThat(printed(true, lines -> lines.say(Color.GOOD, "%s", "\u001b[2J")))
        .isEqualTo(GREEN + "\\u001b[2J" + END + "\n");
  }

  /** The tests have no terminal. */
  @Test
  void paint_withoutTerminal_isPlain() {
    assertThat(Color.BAD.paint("no")).isEqualTo("no");
  }
}
