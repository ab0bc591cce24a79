package org.sfcrime.localkafka;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of each program with its default topics: docs/security.md has the same table with the
 * reasons.
 */
final class AccessRights {
  private static final String CALLS = "org.sanfrancisco.sfpd.servicecalls.v1";
  private static final String REJECTED = "org.sanfrancisco.sfpd.servicecalls.rejected.v1";
  private static final String POSITIONS = "org.sanfrancisco.sfpd.servicecalls.positions.v1";
  private static final String COUNTS = "org.sanfrancisco.sfpd.crimecounts.v1";
  private static final String LATE = "org.sanfrancisco.sfpd.crimecounts.late.v1";

  static final List<AclBinding> ALL =
      Stream.of(
              onTopic("producer", AclOperation.WRITE, CALLS, REJECTED, POSITIONS),
              onTopic("producer", AclOperation.CREATE, CALLS, REJECTED, POSITIONS),
              onTopic("producer", AclOperation.READ, CALLS, POSITIONS),
              Stream.of(
                  right(
                      "producer",
                      AclOperation.WRITE,
                      new ResourcePattern(
                          ResourceType.TRANSACTIONAL_ID,
                          "sfcrime-producer:",
                          PatternType.PREFIXED))),
              onTopic("consumer", AclOperation.READ, CALLS),
              onTopic("job", AclOperation.READ, CALLS),
              onTopic("job", AclOperation.WRITE, REJECTED, COUNTS, LATE),
              onTopic("job", AclOperation.CREATE, REJECTED, COUNTS, LATE),
              onTopic("dashboard", AclOperation.READ, COUNTS))
          .flatMap(rights -> rights)
          .toList();

  private AccessRights() {}

  /** Grants all rights if nobody has a right yet, and so keeps the rights that a user changed. */
  static CompletableFuture<Void> grantAtFirst(Admin admin) {
    return areGranted(admin)
        .thenCompose(
            granted ->
                granted
                    ? CompletableFuture.completedFuture(null)
                    : admin.createAcls(ALL).all().toCompletionStage());
  }

  /** Whether the broker has rights of any user. */
  static CompletableFuture<Boolean> areGranted(Admin admin) {
    return admin
        .describeAcls(AclBindingFilter.ANY)
        .values()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(rights -> !rights.isEmpty());
  }

  private static Stream<AclBinding> onTopic(String user, AclOperation operation, String... topics) {
    return Stream.of(topics)
        .map(topic -> new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL))
        .map(topic -> right(user, operation, topic));
  }

  private static AclBinding right(String user, AclOperation operation, ResourcePattern resource) {
    return new AclBinding(
        resource, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }
}
