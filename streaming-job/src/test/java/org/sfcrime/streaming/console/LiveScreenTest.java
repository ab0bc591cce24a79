package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.Terminal;

class LiveScreenTest {
  private static final String AB = "\r\u001b[?7l\u001b[Ka\n\u001b[Kb\n\u001b[?7h";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Terminal.Size size = Terminal.USUAL;
  private final LiveScreen screen = new LiveScreen(terminal, StandardCharsets.UTF_8, () -> size);
  private final PrintStream err = screen.above(terminal);

  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void draw_firstBelowWhatIsThereThenInPlace() {
    screen.draw(List.of("a", "b"));
    assertThat(written()).isEqualTo(AB);
    screen.draw(List.of("…"));
    assertThat(written()).isEqualTo("\r\u001b[2A\u001b[?7l\u001b[K…\n\u001b[?7h\u001b[J");
  }

  @Test
  void draw_upAsManyRowsAsANarrowerTerminalMadeOfTheLines() {
    screen.draw(List.of("a".repeat(60), "", "b"));
    size = new Terminal.Size(20, 24);
    written();
    screen.draw(List.of("a".repeat(30)));
    assertThat(written()).startsWith("\r\u001b[5A");
    size = new Terminal.Size(10, 24); // cut at 20 columns when it was drawn
    screen.draw(List.of());
    assertThat(written()).isEqualTo("\r\u001b[2A\u001b[J");
  }

  @Test
  void above_messageBetweenTakingTheLinesOffAndDrawingThemAgain() {
    screen.draw(List.of("a", "b"));
    written();
    err.println("warning: 3 calls");
    assertThat(written()).isEqualTo("\r\u001b[2A\u001b[Jwarning: 3 calls\n" + AB);
  }

  @Test
  void settle_linesStayAndMessagesComeBelow() {
    screen.draw(List.of("a", "b"));
    written();
    screen.settle();
    assertThat(written()).isEqualTo("\r\u001b[J");
    screen.draw(List.of("too late"));
    err.println("reconciliation: read 3");
    assertThat(written()).isEqualTo("reconciliation: read 3\n");
  }

  @Test
  void above_asEverWhileNothingIsDrawn() {
    err.println("waiting for topic calls");
    assertThat(written()).isEqualTo("waiting for topic calls\n");
  }

  @Test
  void above_messageIsHeldUntilItsLineEnds() {
    screen.draw(List.of("a", "b"));
    written();
    err.print("rejected ");
    assertThat(written()).isEmpty();
    err.println("1 record");
    assertThat(written()).isEqualTo("\r\u001b[2A\u001b[Jrejected 1 record\n" + AB);
    err.print("the last");
    err.close();
    assertThat(written()).contains("the last\n").endsWith(AB);
    terminal.print("still open");
    assertThat(written()).isEqualTo("still open");
  }
}
