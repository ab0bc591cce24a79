package org.sfcrime.dashboard.view;

import java.util.Set;
import java.util.function.Predicate;
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
    dispositions = having(names.dispositions(), isIn(filter.dispositions()));
    boolean[] ofCategory = having(names.categories(), isIn(filter.categories()));
    boolean[] ofLabel = having(labels, isIn(filter.types()));
    types = new boolean[names.types().size()];
    for (int type = 0; type < types.length; type++) {
      types[type] = ofCategory[columns.meanings().category()[type]] && ofLabel[labelOf[type]];
    }
  }

  boolean accepts(int type, int disposition) {
    return types[type] && dispositions[disposition];
  }

  private static Predicate<String> isIn(Set<String> wanted) {
    return name -> wanted.isEmpty() || wanted.contains(name);
  }

  /** Returns by number whether a condition holds for the name. */
  static boolean[] having(Dictionary<String> names, Predicate<String> condition) {
    boolean[] holds = new boolean[names.size()];
    for (int id = 0; id < holds.length; id++) {
      holds[id] = condition.test(names.get(id));
    }
    return holds;
  }
}
