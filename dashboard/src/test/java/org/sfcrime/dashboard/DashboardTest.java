package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DashboardTest {
  /** The log of the web server goes to the same stream. */
  @Test
  void run_portInUse_isOneLine() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PrintStream err = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      System.setErr(err);
      String port = Integer.toString(taken.getLocalPort());
      String[] arguments = {"--bootstrap-server", "127.0.0.1:1", "--port", port};
      assertThat(Dashboard.run(arguments, err, err)).isEqualTo(1);
      assertThat(text.toString(StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines(
              "dashboard: cannot listen on 127.0.0.1 port %s: is it in use? Give another with --port"
                  .formatted(port));
    } finally {
      System.setErr(before);
    }
  }
}
