package org.sfcrime.commandline.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static final Map<String, String> CLIENT =
      Map.of(
          "bootstrap.servers", "kafka:9093",
          "security.protocol", "SASL_SSL",
          "transactional.id", "calls-2026",
          "sasl.jaas.config", "org.example.Module required username=\"job\" password=\"secret\";");

  @Test
  void right_onTheTopicOfTheFailureOrElseOfTheCaller() {
    String advice = ": grant it, see docs/security.md";
    assertThat(text(new TopicAuthorizationException(Set.of("late"))))
        .isEqualTo("User:job lacks the right Write on topic late" + advice);
    assertThat(text(new TopicAuthorizationException("Topic authorization failed.")))
        .isEqualTo("User:job lacks the right Write on topic counts" + advice);
    assertThat(text(new KafkaException(GroupAuthorizationException.forGroupId("lag"))))
        .isEqualTo("User:job lacks the right Read on group lag" + advice);
    assertThat(text(new TransactionalIdAuthorizationException("failed")))
        .isEqualTo("User:job lacks the right Write on transactional id calls-2026" + advice);
  }

  @Test
  void login() {
    assertThat(text(new SaslAuthenticationException("invalid credentials")))
        .isEqualTo("kafka:9093 refuses the login of User:job: invalid credentials");
  }

  @Test
  void tls_namesTheCause() {
    assertThat(tls(new CertificateExpiredException("NotAfter: yesterday")))
        .isEqualTo("the broker's certificate is not valid now (NotAfter: yesterday)");
    assertThat(tls(new Exception("unable to find valid certification path to requested target")))
        .isEqualTo(
            "the broker's certificate is not trusted: name the file of its authority with"
                + " ssl.truststore.location");
    assertThat(tls(new Exception("No subject alternative DNS name matching kafka found.")))
        .isEqualTo(
            "the broker's certificate is for another host (No subject alternative DNS name matching"
                + " kafka found.)");
    assertThat(tls(new Exception("Unsupported or unrecognized SSL message")))
        .isEqualTo("Unsupported or unrecognized SSL message");
  }

  @Test
  void user_ofOtherLogins() {
    TopicAuthorizationException refused = new TopicAuthorizationException(Set.of("t"));
    assertThat(Refusal.text(refused, Map.of(), "Read", "t")).startsWith("User:ANONYMOUS lacks");
    assertThat(Refusal.text(refused, Map.of("security.protocol", "SSL"), "Read", "t"))
        .startsWith("the user of the certificate lacks");
    Map<String, String> other = Map.of("sasl.jaas.config", "Module required username=plain;");
    assertThat(Refusal.text(refused, other, "Read", "t")).startsWith("User:plain lacks");
  }

  @Test
  void otherFailures_keepTheirText() {
    assertThat(Refusal.is(new TimeoutException("slow"))).isFalse();
    assertThat(text(new TimeoutException("slow"))).isEqualTo("slow");
  }

  private static String text(Throwable failure) {
    return Refusal.text(failure, CLIENT, "Write", "counts");
  }

  private static String tls(Exception cause) {
    SSLHandshakeException handshake = new SSLHandshakeException("handshake");
    handshake.initCause(cause);
    String text = text(new SslAuthenticationException("SSL handshake failed", handshake));
    assertThat(text).startsWith("no TLS connection to kafka:9093: ");
    return text.replaceFirst("^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ ", "");
  }
}
