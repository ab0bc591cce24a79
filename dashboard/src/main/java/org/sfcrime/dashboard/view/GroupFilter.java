package org.sfcrime.dashboard.view;

import java.util.Set;
import java.util.stream.IntStream;
import org.sfcrime.dashboard.counts.CountColumns;
import org.sfcrime.dashboard.counts.Dictionary;

/** Decides by the numbers of type and disposition whether a {@link Filter} accepts a group. */
final class GroupFilter {
  /** The names of types that the filter and the view use. */
  final Dictionary<String> labels;

  /** By type: the number of its label. */
  final int[] labelOf;

  private final boolean[] types;
  private final boolean[] dispositions;

  GroupFilter(CountColumns columns, Filter filter) {
    CountColumns.Dictionaries names = columns.names();
    labels = filter.asWritten() ? names.types() : names.labels();
    labelOf =
        filter.asWritten()
            ? IntStream.range(0, names.types().size()).toArray()
            : columns.meanings().label();
    dispositions = accepted(names.dispositions(), filter.dispositions());
    boolean[] ofCategory = accepted(names.categories(), filter.categories());
    boolean[] ofLabel = accepted(labels, filter.types());
    types = new boolean[names.types().size()];
    for (int type = 0; type < types.length; type++) {
      types[type] = ofCategory[columns.meanings().category()[type]] && ofLabel[labelOf[type]];
    }
  }

  boolean accepts(int type, int disposition) {
    return types[type] && dispositions[disposition];
  }

  private static boolean[] accepted(Dictionary<String> names, Set<String> wanted) {
    boolean[] accepted = new boolean[names.size()];
    for (int id = 0; id < accepted.length; id++) {
      accepted[id] = wanted.isEmpty() || wanted.contains(names.get(id));
    }
    return accepted;
  }
}
