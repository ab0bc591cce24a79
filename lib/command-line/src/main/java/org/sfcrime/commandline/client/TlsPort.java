package org.sfcrime.commandline.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.sfcrime.commandline.CommandException;

/**
 * Recognises a port with TLS for a client without, and a port without TLS for a client with it.
 * Kafka's client takes the alert of a TLS port for the length of a response, and ends with {@code
 * OutOfMemoryError} or waits for a broker (KAFKA-4090). A broker without TLS closes the connection
 * of a client with TLS, which tries again for a minute.
 */
final class TlsPort {
  private static final int TIMEOUT_MILLIS = 2_000;

  /** The types alert and handshake, each with the first byte of the version: RFC 8446, 5.1. */
  private static final Set<Integer> TLS_RECORD = Set.of(0x1503, 0x1603);

  private static final int MOST_BYTES = 1 << 20;

  /** What a port speaks. */
  private enum Answer {
    TLS,
    KAFKA,
    /** No broker, or one that does not answer in time. */
    NONE
  }

  private TlsPort() {}

  /**
   * Asks each broker for its API versions. A broker that cannot be reached is left to the client,
   * which waits for it.
   *
   * @param servers addresses of the form HOST:PORT, separated by commas
   * @param protocol the client's {@code security.protocol}; null for none
   * @throws CommandException if a broker speaks TLS and the client does not, or the reverse
   */
  static void refuse(String servers, String protocol) {
    boolean hasTls = protocol != null && protocol.strip().toUpperCase(Locale.ROOT).endsWith("SSL");
    for (String server : servers.split(",", -1)) {
      String address = server.strip();
      if (!hasTls && ask(address, apiVersionsRequest()) == Answer.TLS) {
        throw new CommandException(
            address
                + " speaks TLS: set security.protocol=SSL or SASL_SSL, with the certificates and the"
                + " user, in a file for "
                + ClientProperties.CONFIG_FLAG);
      }
      // Only a broker that does not answer in TLS is asked without: others would log an attack.
      if (hasTls
          && ask(address, clientHello()) == Answer.NONE
          && ask(address, apiVersionsRequest()) == Answer.KAFKA) {
        throw new CommandException(
            address
                + " does not speak TLS: use its port with TLS, or set"
                + " security.protocol=PLAINTEXT or SASL_PLAINTEXT");
      }
    }
  }

  private static Answer ask(String server, byte[] request) {
    try (Socket socket = new Socket()) {
      URI address = URI.create("kafka://" + server);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      int first = new DataInputStream(socket.getInputStream()).readInt();
      if (TLS_RECORD.contains(first >>> Short.SIZE)) {
        return Answer.TLS;
      }
      return first > 0 && first < MOST_BYTES ? Answer.KAFKA : Answer.NONE;
    } catch (IOException | IllegalArgumentException e) {
      return Answer.NONE; // the client reports an address that is wrong or does not answer
    }
  }

  /** The first message of a TLS connection, which is closed after the broker's answer. */
  private static byte[] clientHello() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      return Arrays.copyOf(hello.array(), hello.position());
    } catch (GeneralSecurityException | SSLException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** Version 0 of the request: length, key, version, correlation id, no client id. */
  private static byte[] apiVersionsRequest() {
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putInt(request.capacity() - Integer.BYTES);
    request.putShort(ApiKeys.API_VERSIONS.id).putShort((short) 0).putInt(0).putShort((short) -1);
    return request.array();
  }
}
