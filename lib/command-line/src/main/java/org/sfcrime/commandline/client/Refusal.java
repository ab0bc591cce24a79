package org.sfcrime.commandline.client;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.sfcrime.commandline.ExceptionText;

/**
 * Explains in one line why a broker refuses a client: a right that its user lacks, a login that
 * fails, or a TLS connection that fails. Kafka's own messages name neither the user nor the right.
 */
public final class Refusal {
  private static final Pattern USERNAME = Pattern.compile("username=\"?([^\"\\s;]+)");
  private static final String ADVICE = ": grant it, see docs/security.md";

  private Refusal() {}

  /** Whether the failure is a lacking right, or a login or a TLS connection that fails. */
  public static boolean is(Throwable failure) {
    return cause(failure).isPresent();
  }

  /**
   * Returns the explanation, or for other failures the text of {@link ExceptionText}.
   *
   * @param client the client's properties
   * @param operation that the program needs, as in Kafka's lists of rights, such as Write
   * @param topic of the operation, if the failure does not name a group or a transactional id
   */
  public static String text(Throwable failure, Map<?, ?> client, String operation, String topic) {
    return cause(failure)
        .map(
            cause ->
                cause instanceof AuthorizationException
                    ? "%s lacks the right %s%s"
                        .formatted(user(client), right(cause, client, operation, topic), ADVICE)
                    : login(cause, client))
        .orElseGet(() -> ExceptionText.of(failure));
  }

  private static Optional<Throwable> cause(Throwable failure) {
    return causes(failure)
        .filter(
            cause ->
                cause instanceof AuthorizationException || cause instanceof AuthenticationException)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static String right(Throwable refusal, Map<?, ?> client, String operation, String topic) {
    if (refusal instanceof GroupAuthorizationException group) {
      return group.groupId() == null ? "Read on the group" : "Read on group " + group.groupId();
    }
    if (refusal instanceof TransactionalIdAuthorizationException) {
      return "Write on transactional id " + client.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }
    if (refusal instanceof TopicAuthorizationException named
        && !named.unauthorizedTopics().isEmpty()) {
      return operation + " on topic " + String.join(", ", named.unauthorizedTopics());
    }
    return operation + " on topic " + topic;
  }

  private static String login(Throwable refusal, Map<?, ?> client) {
    Object servers = client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (refusal instanceof SslAuthenticationException) {
      return "no TLS connection to %s: %s".formatted(servers, reason(refusal));
    }
    return "%s refuses the login of %s: %s"
        .formatted(servers, user(client), ExceptionText.of(refusal));
  }

  private static String reason(Throwable refusal) {
    List<Throwable> causes = causes(refusal).toList();
    Throwable last = causes.get(causes.size() - 1);
    String message = ExceptionText.of(last);
    if (last instanceof CertificateExpiredException
        || last instanceof CertificateNotYetValidException) {
      return "the broker's certificate is not valid now (%s)".formatted(message);
    }
    if (message.contains("unable to find valid certification path")
        || message.contains("path validation failed")) {
      return "the broker's certificate is not trusted: name the file of its authority with"
          + " ssl.truststore.location";
    }
    if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
      return "the broker's certificate is for another host (%s)".formatted(message);
    }
    return message;
  }

  /** Returns the user as in Kafka's lists of rights. */
  private static String user(Map<?, ?> client) {
    Matcher login = USERNAME.matcher(String.valueOf(client.get(SaslConfigs.SASL_JAAS_CONFIG)));
    if (login.find()) {
      return "User:" + login.group(1);
    }
    String protocol = String.valueOf(client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
    return switch (protocol.strip()) {
      case "SSL" -> "the user of the certificate";
      case "SASL_SSL", "SASL_PLAINTEXT" -> "the user of sasl.mechanism";
      default -> "User:ANONYMOUS";
    };
  }
}
