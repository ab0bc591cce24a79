package org.sfcrime.commandline.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;

class TlsPortTest {
  private static ServerSocket listen(boolean tls) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return tls
        ? SSLServerSocketFactory.getDefault().createServerSocket(0, 1, loopback)
        : new ServerSocket(0, 1, loopback);
  }

  /** Reads from one connection, which makes a TLS server answer. */
  private static CompletableFuture<Void> serve(ServerSocket server) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            socket.getInputStream().read();
          } catch (IOException e) {
            return; // what the client sends is not TLS
          }
        });
  }

  @Test
  void refuse_tlsPort_namesTheSetting() throws IOException {
    for (String protocol : new String[] {null, "PLAINTEXT", " sasl_plaintext"}) {
      try (ServerSocket server = listen(true)) {
        CompletableFuture<Void> served = serve(server);
        String address = "localhost:" + server.getLocalPort();
        assertThatThrownBy(() -> TlsPort.refuse("localhost:1, " + address, protocol))
            .isInstanceOf(CommandException.class)
            .hasMessageStartingWith(
                address + " speaks TLS: set security.protocol=SSL or SASL_SSL, with");
        served.join();
      }
    }
  }

  @Test
  void refuse_clientAndPortSpeakTls() throws IOException {
    for (String protocol : new String[] {"SASL_SSL", "ssl"}) {
      try (ServerSocket server = listen(true)) {
        CompletableFuture<Void> served = serve(server);
        String address = "localhost:" + server.getLocalPort();
        assertThatCode(() -> TlsPort.refuse("localhost:1," + address, protocol))
            .doesNotThrowAnyException();
        served.join();
      }
    }
  }

  /** As a broker does: closes a connection that begins with a length of 369 MB. */
  @Test
  void refuse_clientSpeaksTlsAndPortDoesNot() throws IOException {
    try (ServerSocket server = listen(false)) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 2; i++) {
                  try (Socket socket = server.accept()) {
                    DataInputStream request = new DataInputStream(socket.getInputStream());
                    int length = request.readInt();
                    if (length < 1 << 20) {
                      request.readFully(new byte[length]);
                      socket.getOutputStream().write(new byte[] {0, 0, 0, 10, 0, 0, 0, 0, 0, 0});
                    }
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              });
      String address = "localhost:" + server.getLocalPort();
      assertThatThrownBy(() -> TlsPort.refuse(address, "SASL_SSL"))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith(address + " does not speak TLS: ");
      served.join();
    }
  }

  @Test
  void refuse_otherAnswersAreLeftToTheClient() throws IOException {
    try (ServerSocket server = listen(false)) {
      CompletableFuture<Void> served = serve(server);
      assertThatCode(() -> TlsPort.refuse("localhost:" + server.getLocalPort(), null))
          .doesNotThrowAnyException();
      served.join();
    }
    for (String address : new String[] {"localhost:1", "", "no port", "a:b:c", "[::1"}) {
      assertThatCode(() -> TlsPort.refuse(address, null)).doesNotThrowAnyException();
    }
  }
}
