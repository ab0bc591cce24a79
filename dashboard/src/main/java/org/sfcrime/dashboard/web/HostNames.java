package org.sfcrime.dashboard.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Host names and addresses as they appear in URLs. */
public final class HostNames {
  private HostNames() {}

  /** Returns the host as a URL contains it: an IPv6 address is in brackets. */
  public static String inUrl(String host) {
    boolean isAddress = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
    return isAddress ? "[" + host.replace("%", "%25") + "]" : host;
  }

  /**
   * Returns the form in which names are compared: in lower case, without a port, and with every
   * IPv6 address in its long form, in brackets and without a zone.
   *
   * @param host a host as in a URL or a {@code Host} header, or an IPv6 address without brackets
   * @throws IllegalArgumentException if the brackets contain no IPv6 address
   */
  public static String comparable(String host) {
    String name =
        inUrl(host.strip())
            .toLowerCase(Locale.ROOT)
            .replaceFirst(":\\d*$", "")
            .replaceFirst("%[^]]*", "");
    if (!name.startsWith("[")) {
      return name;
    }
    try {
      // For a name in brackets, this method only parses: it asks no name server.
      return "[" + InetAddress.getAllByName(name)[0].getHostAddress() + "]";
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host + " is not an IPv6 address", e);
    }
  }
}
