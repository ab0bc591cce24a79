package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  private final CanonicalJson canonical = new CanonicalJson();

  private String rewrite(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    canonical.rewrite(bytes, 0, bytes.length);
    return new String(canonical.text(), 0, canonical.length(), StandardCharsets.UTF_8);
  }

  @Test
  void rewrite_afterALargeText_keepsNoLargeArray() {
    String large = "a".repeat(100_000);
    assertThat(rewrite(large + "\\/")).isEqualTo(large + "/");
    assertThat(rewrite("b\\/")).isEqualTo("b/");
    assertThat(canonical.text()).hasSizeLessThan(large.length());
  }
}
