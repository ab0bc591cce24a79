# Creates the call file of the fixture from calls in event-time order, one JSON object a line:
# - every third call is repeated five lines later, or at the end of its hour, and is never late;
# - every 25th of the first 350 calls is moved back by 250 lines, and is late;
# - six records are JSON objects but not valid calls.
function emit(most,  i) {
  while (first <= last && lines[first] + most <= NR) print copies[first++]
}
function invalid(field, value,  line) {
  line = $0
  sub("\"" field "\":\"[^\"]*\"", "\"" field "\":\"" value "\"", line)
  print line
}
BEGIN { first = 1 }
{
  match($0, /"call_date_time":"[^"]*"/)
  now = substr($0, RSTART, RLENGTH - 11) # up to the hour
  if (now != hour) emit(0)
  hour = now
  if (NR % 25 == 0 && NR <= 350) held[NR + 250] = $0
  else {
    print
    if (NR % 3 == 0) { lines[++last] = NR; copies[last] = $0 }
  }
  emit(5)
  if (NR in held) print held[NR]
  if (NR == 41 || NR == 521) invalid("crime_id", " ")
  if (NR == 141) invalid("call_date_time", "2018-02-30T10:00:00.000")
  if (NR == 241 || NR == 421) invalid("call_date_time", "2099-12-31T23:59:59.999")
  if (NR == 461) invalid("original_crime_type_name", "")
}
END { emit(0) }
