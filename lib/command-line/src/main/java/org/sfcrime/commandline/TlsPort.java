package org.sfcrime.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Recognises a port that speaks TLS, for a client that is to speak without. Kafka's client takes
 * the alert of such a port for the length of a response, and ends with {@code OutOfMemoryError} or
 * waits for a broker (KAFKA-4090).
 */
final class TlsPort {
  private static final int TIMEOUT_MILLIS = 2_000;

  /** The type of an alert, and the first byte of the version: RFC 8446, 5.1. */
  private static final byte[] ALERT = {21, 3};

  private TlsPort() {}

  /**
   * Asks each broker for its API versions. A broker that cannot be reached is left to the client,
   * which waits for it.
   *
   * @param servers addresses of the form HOST:PORT, separated by commas
   * @param protocol the client's {@code security.protocol}; null for none
   * @throws CommandException if a broker answers with an alert of TLS, but the client is to speak
   *     without TLS
   */
  static void refuse(String servers, String protocol) {
    if (protocol != null && protocol.strip().toUpperCase(Locale.ROOT).endsWith("SSL")) {
      return;
    }
    for (String server : servers.split(",", -1)) {
      if (answersWithAlert(server.strip())) {
        throw new CommandException(
            server.strip()
                + " speaks TLS: set security.protocol=SSL or SASL_SSL, with the certificates and the"
                + " user, in a file for "
                + ClientProperties.CONFIG_FLAG);
      }
    }
  }

  private static boolean answersWithAlert(String server) {
    try (Socket socket = new Socket()) {
      URI address = URI.create("kafka://" + server);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
      socket.getOutputStream().write(apiVersionsRequest());
      InputStream in = socket.getInputStream();
      return in.read() == ALERT[0] && in.read() == ALERT[1];
    } catch (IOException | IllegalArgumentException e) {
      return false; // the client reports an address that is wrong or does not answer
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
