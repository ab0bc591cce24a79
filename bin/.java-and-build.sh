# shellcheck shell=bash
# Sourced by the scripts in this directory: finds a suitable JDK and builds the modules that a program needs.
# Compatible with Bash 3.2 (macOS).

program=${program:-bin/$(basename "$(readlink -f "$0")")}
SFCRIME_HOME=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
export SFCRIME_HOME

fail() {
  echo "$program: $1" >&2
  exit 1
}

case "$SFCRIME_HOME" in
*:*) fail "the path of the checkout ($SFCRIME_HOME) contains a colon, which separates the entries of Java's class path: move the checkout" ;;
esac

# Without a locale, in the locale C, and in a locale that is not installed, Java cannot open a file with a name that contains,
# for example, an é.
case "$(locale charmap 2>/dev/null)" in
ANSI_X3.4-1968 | US-ASCII | '') export LC_ALL=C.UTF-8 ;;
esac

# The programs need Java 17 or newer, and Spark 3.5 fails inside Hadoop on Java 24 and newer. 17 and 21 are the long-term
# releases in between.
fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local version
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  fi
  [ "$version" = 17 ] || [ "$version" = 21 ]
}

# Prints the home of the java on the PATH, which may be a link or the shim of a version manager.
java_home_on_path() {
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f "$java")
  if [ -r "${java%/bin/java}/release" ]; then
    echo "${java%/bin/java}"
  else
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

# Sets JAVA_HOME to a suitable JDK: JAVA_HOME itself, the JDK on the PATH, or another installed JDK.
choose_java() {
  local home
  for home in "${JAVA_HOME:-}" "$(java_home_on_path)" \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/* \
    /opt/homebrew/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.jdks/* /opt/java/*; do
    if [ -n "$home" ] && fits "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done
  fail "needs a JDK 17 or 21; install one: sudo apt install openjdk-17-jdk (Debian, Ubuntu) · sudo dnf install java-21-openjdk-devel (Fedora) · brew install openjdk@17 (macOS)"
}

# Prints the directory with the jar of a module and the libraries: lib/ in a release archive, else the module's target/.
target_of() {
  if [ -f "$SFCRIME_HOME/lib/$(basename "$1").jar" ]; then
    echo "$SFCRIME_HOME/lib"
  else
    echo "$SFCRIME_HOME/$1/target"
  fi
}

jar_of() {
  echo "$(target_of "$1")/$(basename "$1").jar"
}

# A module is up to date when its jar and its libraries exist and no source of the jar is newer. The modules of lib/ are
# sources too. A release archive has no sources.
built() {
  [ "$(target_of "$1")" != "$SFCRIME_HOME/lib" ] || return 0
  local jar libraries=lib
  local sources=("$SFCRIME_HOME/pom.xml" "$SFCRIME_HOME/$1/pom.xml" "$SFCRIME_HOME/$1/src/main" "$SFCRIME_HOME"/lib/*/src/main)
  jar=$(jar_of "$1")
  [ "$1" != streaming-job ] || libraries=spark/jars
  [ -f "$jar" ] && [ -d "${jar%/*}/$libraries" ] && [ -z "$(find "${sources[@]}" -newer "$jar")" ]
}

# Builds the named modules that are not up to date. Only one build runs at a time: a second program waits for the first one.
build_if_needed() {
  [ "${SFCRIME_SKIP_BUILD:-}" != 1 ] || return 0
  local module
  for module in "$@"; do
    if ! built "$module"; then
      command -v mvn >/dev/null ||
        fail "needs Maven; install it: sudo apt install maven (Debian, Ubuntu) · sudo dnf install maven (Fedora) · brew install maven (macOS)"
      mkdir -p "$SFCRIME_HOME/target" 2>/dev/null || true
      [ -w "$SFCRIME_HOME/target" ] ||
        fail "$module is not built or older than its sources, and this user cannot write to $SFCRIME_HOME: build with a user who can, with mvn package -DskipTests"
      build "$@" 9>"$SFCRIME_HOME/target/build.lock" || fail "the build failed, see above"
      return
    fi
  done
}

# Prints a line for each module that Maven begins to build, with the time since the start, and Maven's errors.
show_build() {
  local line module shows=1 started=$SECONDS elapsed
  while IFS= read -r line; do
    case "$line" in
    "[INFO] Building SF Crime Statistics: "*)
      shows=0
      # For example: call record 0.2.0     [2/9]
      read -r -a module <<<"${line#"[INFO] Building SF Crime Statistics: "}"
      elapsed=$((SECONDS - started))
      printf '  %d:%02d  building %s\n' $((elapsed / 60)) $((elapsed % 60)) "${module[*]}"
      ;;
    "[ERROR]"* | "[FATAL]"*)
      shows=1
      printf '%s\n' "$line"
      ;;
    "["*) shows=0 ;;
    *) [ $shows = 0 ] || printf '%s\n' "$line" ;;
    esac
  done
}

# Runs in a subshell, so that its traps and the lock end with it. An incomplete jar must not count as built.
build() (
  if command -v flock >/dev/null; then
    flock -n 9 || {
      echo "$program: waiting for another build" >&2
      flock 9
    }
  fi
  lacking=()
  for module in "$@"; do
    built "$module" || lacking+=("$module")
  done
  [ ${#lacking[@]} -gt 0 ] || exit 0
  # shellcheck disable=SC2317 # the trap calls it
  discard() {
    for module in "${lacking[@]}"; do rm -f "$(jar_of "$module")"; done
  }
  trap discard EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo "$program: building ${lacking[*]}; the first time Maven downloads about 400 MB, which takes some minutes" >&2
  touch "$SFCRIME_HOME/target/build.started"
  modules=$(IFS=, && echo "${lacking[*]}")
  # Without noreset, Maven 3 writes colour codes even to a file.
  export MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.noreset=true"
  (cd "$SFCRIME_HOME" && mvn -B -ntp -Dstyle.color=never -Ppeers -pl "$modules" -am package -DskipTests 9>&- 2>&1) |
    show_build >&2 || exit 1
  # Maven does not touch an unchanged jar. Its time must say that the jar is up to date with the sources at the start.
  for module in "${lacking[@]}"; do touch -r "$SFCRIME_HOME/target/build.started" "$(jar_of "$module")"; done
  trap - EXIT
)

# Replaces this process with the program of a module: run_jar MODULE "JVM OPTIONS" ARGUMENT...
# JAVA_OPTS come last, so they override the JVM options.
run_jar() {
  local jar options
  jar=$(jar_of "$1")
  choose_java
  build_if_needed "$1"
  [ -f "$jar" ] || fail "$jar is missing; run mvn -pl $1 -am package -DskipTests"
  read -r -a options <<<"$2 ${JAVA_OPTS:-}"
  shift 2
  exec "$JAVA_HOME/bin/java" "${options[@]}" -jar "$jar" "$@"
}
