package org.sfcrime.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Sets the security headers of every response, and refuses requests to other host names. */
final class BrowserSecurity {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);

  private final Set<String> names = new HashSet<>();

  /** Accepts requests to these host names, in addition to the names of the local host. */
  BrowserSecurity(Collection<String> hostNames) {
    Stream.concat(Stream.of("localhost", "127.0.0.1", "::1"), hostNames.stream())
        .map(HostNames::comparable)
        .forEach(names::add);
  }

  void check(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
    if (!READS.contains(context.method())) {
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
