package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of a SODA query that the producer uses: {@code $where} with comparisons joined by AND,
 * {@code $order}, {@code $limit} and {@code $offset}. Values are compared as text.
 */
final class SodaQuery {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final Set<String> PARAMETERS = Set.of("$where", "$order", "$limit", "$offset");
  private static final Pattern CONDITION =
      Pattern.compile("\\s*(:?\\w+)\\s*(>=|<=|!=|=|>|<)\\s*'((?:[^']|'')*)'\\s*");
  private static final Pattern ORDER =
      Pattern.compile("\\s*(:?\\w+)(\\s+asc|\\s+desc)?\\s*", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> parameters = new HashMap<>();

  /** A query that the API refuses, with the error code of the API. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /**
   * Parses the query of a URL.
   *
   * @param rawQuery the encoded query, or null
   */
  SodaQuery(String rawQuery) throws Refused {
    for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&")) {
      String[] parts = URLDecoder.decode(parameter, StandardCharsets.UTF_8).split("=", 2);
      if (!PARAMETERS.contains(parts[0]) || parts.length < 2) {
        throw new Refused("query.compiler.malformed", "Unrecognized arguments [" + parts[0] + "]");
      }
      parameters.put(parts[0], parts[1]);
    }
  }

  /** Returns the rows that the query selects. */
  List<ObjectNode> select(List<ObjectNode> rows) throws Refused {
    Stream<ObjectNode> selected = rows.stream().filter(where(rows));
    Comparator<ObjectNode> order = order(rows);
    return (order == null ? selected : selected.sorted(order))
        .skip(number("$offset", 0))
        .limit(limit())
        .toList();
  }

  long limit() throws Refused {
    return number("$limit", DEFAULT_LIMIT);
  }

  /** Returns whether this is the query for the newest row, with which a poll begins. */
  boolean isForTheNewest() {
    return parameters.getOrDefault("$order", "").endsWith(" DESC");
  }

  /** Returns whether this is the query for a page of a poll. */
  boolean isForAPage() {
    return parameters.containsKey("$where") && !isForTheNewest();
  }

  private Predicate<ObjectNode> where(List<ObjectNode> rows) throws Refused {
    Predicate<ObjectNode> all = row -> true;
    String where = parameters.get("$where");
    for (String text : where == null ? new String[0] : where.split(" AND ")) {
      Matcher condition = CONDITION.matcher(text);
      if (!condition.matches()) {
        throw new Refused("query.compiler.malformed", "Could not parse SoQL query at: " + text);
      }
      String field = known(condition.group(1), rows);
      String operator = condition.group(2);
      String value = condition.group(3).replace("''", "'");
      all =
          all.and(
              row -> {
                JsonNode own = row.get(field);
                return own != null && holds(own.asText().compareTo(value), operator);
              });
    }
    return all;
  }

  private static boolean holds(int comparison, String operator) {
    return switch (operator) {
      case ">=" -> comparison >= 0;
      case "<=" -> comparison <= 0;
      case "!=" -> comparison != 0;
      case "=" -> comparison == 0;
      case ">" -> comparison > 0;
      default -> comparison < 0;
    };
  }

  /** Rows without a value are the last in ascending order. */
  private Comparator<ObjectNode> order(List<ObjectNode> rows) throws Refused {
    Comparator<ObjectNode> order = null;
    String given = parameters.get("$order");
    for (String text : given == null ? new String[0] : given.split(",")) {
      Matcher part = ORDER.matcher(text);
      if (!part.matches()) {
        throw new Refused("query.compiler.malformed", "Could not parse SoQL query at: " + text);
      }
      String field = known(part.group(1), rows);
      Comparator<ObjectNode> next =
          Comparator.comparing(
              row -> row.has(field) ? row.get(field).asText() : null,
              Comparator.nullsLast(Comparator.naturalOrder()));
      boolean isDescending =
          part.group(2) != null && part.group(2).strip().equalsIgnoreCase("desc");
      next = isDescending ? next.reversed() : next;
      order = order == null ? next : order.thenComparing(next);
    }
    return order;
  }

  private static String known(String field, List<ObjectNode> rows) throws Refused {
    if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.has(field))) {
      throw new Refused("query.soql.no-such-column", "No such column: " + field);
    }
    return field;
  }

  private long number(String parameter, long otherwise) throws Refused {
    try {
      return Long.parseUnsignedLong(parameters.getOrDefault(parameter, "" + otherwise));
    } catch (NumberFormatException e) {
      throw new Refused("query.compiler.malformed", parameter + " is not a number");
    }
  }
}
