package org.sfcrime.producer.follow;

import java.net.URI;
import java.util.regex.Pattern;

/** Decides which addresses a feed may have: {@code https}, and {@code http} on this machine. */
public final class FeedAddress {
  /** The value of {@code --follow} for the city's feed. */
  public static final String DATASF = "datasf";

  private static final String DATASF_ADDRESS = "https://data.sfgov.org/resource/gnap-fj3t.json";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]", Pattern.CASE_INSENSITIVE);

  private FeedAddress() {}

  /**
   * Returns the address of {@code --follow}.
   *
   * @throws IllegalArgumentException if a feed cannot have this address
   */
  public static URI parse(String text) {
    URI feed = URI.create(text.equals(DATASF) ? DATASF_ADDRESS : text);
    if (!isAllowed(feed)) {
      throw new IllegalArgumentException(
          "--follow (%s) must be datasf, an https address, or an http address of this machine"
              .formatted(text));
    }
    if (feed.getRawUserInfo() != null || feed.getRawQuery() != null || feed.getFragment() != null) {
      throw new IllegalArgumentException(
          "--follow takes the address of a SODA endpoint without user, query and fragment");
    }
    return feed;
  }

  /** Returns whether requests may go to this address. */
  static boolean isAllowed(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.matcher(host).matches()));
  }

  /**
   * Returns whether a response may redirect from one address to another: of the same host, and not
   * from {@code https} to {@code http}.
   */
  static boolean mayRedirect(URI from, URI to) {
    boolean isWeaker =
        "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
    return isAllowed(to) && from.getHost().equalsIgnoreCase(to.getHost()) && !isWeaker;
  }
}
