package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedAddressTest {
  @Test
  void parse_datasf() {
    assertThat(FeedAddress.parse("datasf"))
        .hasToString("https://data.sfgov.org/resource/gnap-fj3t.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://data.sfgov.org/resource/gnap-fj3t.json",
        "http://127.0.0.1.example.org/x.json",
        "http://localhost.example.org/x.json",
        "ftp://localhost/x.json",
        "file:///x.json",
        "https:///x.json",
        "x.json",
        "https://user:secret@data.sfgov.org/x.json",
        "https://data.sfgov.org/x.json?$limit=5",
        "https://data.sfgov.org/x.json#rows",
        "https://data.sfgov.org/a b",
      })
  void parse_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> FeedAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:80/x", "http://localhost:80/x", "http://[::1]:80/x"})
  void parse_loopback(String text) {
    assertThat(FeedAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.org/x, https://A.org:444/y, true",
    "https://a.org/x, https://b.org/y, false",
    "https://a.org/x, https://a.org.b.org/y, false",
    "https://a.org/x, https://a.org@b.org/y, false",
    "https://a.org/x, file:///etc/passwd, false",
    "https://a.org/x, http://127.0.0.1/y, false",
    "https://a.org/x, http://a.org/x, false",
    "http://127.0.0.1/x, https://a.org/x, false",
    "http://127.0.0.1/x, https://127.0.0.1/x, true",
    "http://127.0.0.1/x, http://127.0.0.1:81/x, true",
    "http://127.0.0.1/x, http://a.org/x, false",
  })
  void mayRedirect(URI from, URI to, boolean allowed) {
    assertThat(FeedAddress.mayRedirect(from, to)).isEqualTo(allowed);
  }
}
