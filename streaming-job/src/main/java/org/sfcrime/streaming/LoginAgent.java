package org.sfcrime.streaming;

import org.apache.hadoop.security.UserGroupInformation;

/**
 * A Java agent that logs in a user id without a name, as in a container. Otherwise Hadoop asks the
 * operating system for the name of the user and fails, before Spark starts the job.
 */
public final class LoginAgent {
  private LoginAgent() {}

  /** Logs in a user with this name, before the {@code main} method of Spark runs. */
  public static void premain(String name) {
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }
}
