package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sfcrime.consumer.ConsumedCalls;

class CallDigestTest {
  private static final List<String> ESCAPED =
      List.of(
          "\\/ \\u002f /",
          "\\n \\u000a \\u000A",
          "\\u00e9 \\u00E9 é",
          "\\\" \\u0022",
          "\\\\ \\u005c",
          "\\ud83d\\ude93 \uD83D\uDE93",
          "\\b \\u0008",
          "\\t \\u0009");

  private final CallDigest digest = new CallDigest();

  private long content(String city) {
    byte[] json = ConsumedCalls.bytes(ConsumedCalls.json("1", city));
    return digest.ofContent(json, 0, json.length);
  }

  @Test
  void ofContent_sameTextEscapedDifferently() {
    for (String spellings : ESCAPED) {
      List<String> each = List.of(spellings.split(" ", -1));
      for (String spelling : each) {
        assertThat(content("a" + spelling + "b"))
            .as(spelling)
            .isEqualTo(content("a" + each.get(0) + "b"));
      }
    }
  }

  @Test
  void ofContent_differentTexts() {
    Set<Long> contents = new HashSet<>();
    List<String> texts =
        List.of(
            "a",
            "b",
            "",
            "\\n",
            "n",
            "\\\\n",
            "\\ud800",
            "?",
            "\\udc00\\ud800",
            "\\ud800\\udc00",
            "\\u0000",
            "0",
            "\\\"",
            "\\\\\\\"",
            "\\\\u0041",
            "A");
    texts.forEach(text -> contents.add(content(text)));
    assertThat(contents).hasSize(texts.size());
  }

  @Test
  void setId_idsOfEveryLength() {
    Set<List<Long>> ids = new HashSet<>();
    for (int length = 1; length <= 40; length++) {
      for (String last : List.of("1", "2", "\u0000")) {
        byte[] id = ConsumedCalls.bytes("1".repeat(length - 1) + last);
        digest.setId(id, 0, id.length);
        ids.add(List.of(digest.idHigh(), digest.idLow()));
      }
    }
    assertThat(ids).hasSize(120).noneMatch(id -> id.get(0) == 0);
  }
}
