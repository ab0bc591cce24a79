package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sfcrime.consumer.Calls;

class CallDigestTest {
  private static List<Long> digest(String json) {
    CallFields fields = new CallFields();
    byte[] bytes = Calls.bytes(json);
    assertThat(new JsonCallParser(fields).parse(bytes, 0, bytes.length)).isNull();
    CallDigest digest = new CallDigest();
    digest.of(fields);
    return Arrays.asList(digest.idHigh(), digest.idLow(), digest.content());
  }

  @Test
  void of_sameValuesWrittenDifferently() {
    List<Long> plain = digest(Calls.json("1", "Öakland"));
    assertThat(digest(Calls.json("1", "\\u00d6akl\\u0061nd"))).isEqualTo(plain);
    assertThat(digest(Calls.json("1", "Öakland").replace("\\/", "/"))).isEqualTo(plain);
    assertThat(digest(Calls.json("1", "Öakland").replace(",", " ,\n ").replace(":\"", " : \"")))
        .isEqualTo(plain);
    assertThat(digest(Calls.json("1", "Öakland").replace("{", "{\"extra\":1,"))).isEqualTo(plain);
    assertThat(digest("{\"city\":\"a\",\"crime_id\":\"1\"}"))
        .isEqualTo(digest("{\"crime_id\":\"1\",\"city\":\"a\"}"));
  }

  @Test
  void of_differentValues() {
    Set<Long> contents = new HashSet<>();
    List<String> values =
        List.of("\"a\"", "\"b\"", "\"\"", "null", "1", "\"1\"", "[1]", "[1,2]", "\"\\ud800\"");
    values.forEach(
        value -> contents.add(digest("{\"crime_id\":\"1\",\"city\":" + value + "}").get(2)));
    contents.add(digest("{\"crime_id\":\"1\"}").get(2));
    contents.add(digest("{\"crime_id\":\"1\",\"state\":\"a\"}").get(2));
    assertThat(contents).hasSize(values.size() + 2);
  }

  @Test
  void of_everyFieldCounts() {
    Set<Long> contents = new HashSet<>();
    for (String name : CallFields.NAMES) {
      contents.add(
          digest(Calls.json("1").replace("\"" + name + "\":\"", "\"" + name + "\":\"X")).get(2));
    }
    contents.add(digest(Calls.json("1")).get(2));
    assertThat(contents).hasSize(CallFields.NAMES.size() + 1);
  }

  @Test
  void of_idsOfEveryLength() {
    Set<List<Long>> ids = new HashSet<>();
    for (int length = 1; length <= 40; length++) {
      ids.add(digest("{\"crime_id\":\"" + "1".repeat(length) + "\"}").subList(0, 2));
      ids.add(digest("{\"crime_id\":\"" + "1".repeat(length - 1) + "2\"}").subList(0, 2));
      ids.add(digest("{\"crime_id\":\"" + "1".repeat(length - 1) + "\\u0000\"}").subList(0, 2));
    }
    assertThat(ids).hasSize(120).noneMatch(id -> id.get(0) == 0);
  }
}
