package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.Test;

class AccessRightsTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "security.md");

  @Test
  void theTableInTheDocumentationIsTheSame() throws Exception {
    try (Stream<String> lines = Files.lines(PAGE)) {
      List<String> rows =
          lines
              .filter(line -> line.matches("\\| (producer|consumer|job|dashboard) \\|.*"))
              .toList();
      assertThat(rows.stream().map(row -> row.replaceFirst("\\|[^|]*\\|$", "|")))
          .containsExactlyInAnyOrderElementsOf(
              AccessRights.ALL.stream().map(AccessRightsTest::row).toList());
    }
  }

  private static String row(AclBinding right) {
    String user = right.entry().principal().replaceFirst("^User:", "");
    String operation = right.entry().operation().name();
    return "| %s | %s%s | %s |"
        .formatted(
            user,
            operation.charAt(0),
            operation.substring(1).toLowerCase(Locale.ROOT),
            resource(right.pattern()));
  }

  private static String resource(ResourcePattern pattern) {
    return pattern.patternType() == PatternType.PREFIXED
        ? "transactional ids that begin with `%s`".formatted(pattern.name())
        : "topic `%s`".formatted(pattern.name());
  }
}
