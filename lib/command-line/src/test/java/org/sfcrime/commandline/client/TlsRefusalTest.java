package org.sfcrime.commandline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Kafka client meets servers whose certificates are wrong. */
class TlsRefusalTest {
  private static final String STORE_PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void expiredCertificate() throws Exception {
    Path store = keyStore("localhost", "-startdate", "-3d", "-validity", "1");
    assertThat(refusal(store, true))
        .startsWith("the broker's certificate is not valid now (NotAfter: ");
  }

  @Test
  void certificateOfAnotherHost() throws Exception {
    assertThat(refusal(keyStore("kafka.example"), true))
        .startsWith("the broker's certificate is for another host (No ");
  }

  @Test
  void unknownAuthority() throws Exception {
    assertThat(refusal(keyStore("localhost"), false))
        .isEqualTo(
            "the broker's certificate is not trusted: name the file of its authority with"
                + " ssl.truststore.location");
  }

  /** Returns why a client cannot connect to a server with this certificate. */
  private String refusal(Path store, boolean trusts) throws Exception {
    try (SSLServerSocket server = listen(store)) {
      String address = "localhost:" + server.getLocalPort();
      CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> serve(server));
      Map<String, Object> client = new HashMap<>();
      client.put("bootstrap.servers", address);
      client.put("security.protocol", "SSL");
      client.put("default.api.timeout.ms", "20000");
      client.put("request.timeout.ms", "20000");
      if (trusts) {
        client.put("ssl.truststore.location", authority().toString());
        client.put("ssl.truststore.password", STORE_PASSWORD);
        client.put("ssl.truststore.type", "PKCS12");
      }
      try (Admin admin = Admin.create(client)) {
        ExecutionException e =
            catchThrowableOfType(
                ExecutionException.class, () -> admin.describeCluster().nodes().get());
        String text = Refusal.text(e, client, "Read", "calls");
        String begin = "no TLS connection to " + address + ": ";
        assertThat(text).startsWith(begin);
        return text.substring(begin.length());
      }
    }
  }

  /** Shakes hands with each client, until the socket is closed. */
  private static void serve(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().read()).isLessThan(0);
      } catch (IOException refused) {
        assertThat(refused).isInstanceOfAny(SSLException.class, SocketException.class);
      }
    }
  }

  private static SSLServerSocket listen(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Makes a server's certificate, which the authority in {@link #authority} has signed. */
  private Path keyStore(String host, String... validity) throws Exception {
    keytool(
        authority(),
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "EC",
        "-dname",
        "CN=CA",
        "-ext",
        "bc=ca:true");
    Path store = Files.copy(authority(), folder.resolve("server.p12"));
    List<String> server = new ArrayList<>(List.of("-genkeypair", "-alias", "server"));
    server.addAll(List.of("-keyalg", "EC", "-signer", "ca", "-dname", "CN=" + host));
    server.addAll(List.of("-ext", "san=dns:" + host));
    server.addAll(List.of(validity));
    keytool(store, server.toArray(String[]::new));
    keytool(store, "-delete", "-alias", "ca");
    return store;
  }

  private Path authority() {
    return folder.resolve("ca.p12");
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
  }
}
