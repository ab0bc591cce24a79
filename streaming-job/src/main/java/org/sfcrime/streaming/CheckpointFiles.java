package org.sfcrime.streaming;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sfcrime.streaming.checkpoint.SelectedCheckpointFiles;

/**
 * The name of {@link SelectedCheckpointFiles} in the configuration, {@code
 * spark.sql.streaming.checkpointFileManagerClass}.
 */
public final class CheckpointFiles extends SelectedCheckpointFiles {
  public CheckpointFiles(Path folder, Configuration hadoop) throws IOException {
    super(folder, hadoop);
  }
}
