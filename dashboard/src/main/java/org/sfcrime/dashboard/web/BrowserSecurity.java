package org.sfcrime.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sets the security headers of every response, and refuses requests to other host names. */
final class BrowserSecurity {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The headers of every answer. Browsers store no answer, because the counts change. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cache-Control", "no-store");

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final Set<String> names = new HashSet<>();

  /** Accepts requests to these host names, in addition to the names of the local host. */
  BrowserSecurity(Collection<String> hostNames) {
    Stream.concat(Stream.of("localhost", "127.0.0.1", "::1"), hostNames.stream())
        .map(HostNames::comparable)
        .forEach(names::add);
  }

  void check(Context context) {
    HEADERS.forEach(context::header);
    // Not context.method(), which a header of the request overrides.
    if (!READS.contains(context.req().getMethod())) {
      throw new MethodNotAllowedResponse("the dashboard is read-only");
    }
    // DNS rebinding: a foreign page whose name resolves to this machine sends its own name.
    if (!allows(context.header("Host"))) {
      throw new HttpResponseException(
          HttpStatus.MISDIRECTED_REQUEST.getCode(), "unknown host name; --host-name adds one");
    }
  }

  boolean allows(String host) {
    try {
      return host != null && names.contains(HostNames.comparable(host));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
