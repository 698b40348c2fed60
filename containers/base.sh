# shellcheck shell=bash disable=SC2016 # apt and an inner shell expand what is quoted
# Where the images' base comes from; read by ./build.

readonly registry_limit=6 # seconds in which a registry has to begin to answer
readonly pull_limit=900   # seconds for the whole pull, once it answers

say() { printf 'containers: %s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# One value of this host's os-release(5).
# shellcheck source=/dev/null
os_release() { (. /etc/os-release && printf '%s' "${!1-unknown}"); }

# The base that is used from now on, as far as can be said without asking a registry.
present_base() {
  if [ -n "${BASE_IMAGE-}" ]; then
    printf '%s' "$BASE_IMAGE"
  elif has_image ubuntu:24.04; then
    printf 'ubuntu:24.04'
  else
    printf 'packetwalk/base:%s' "$(os_release VERSION_CODENAME)"
  fi
}

obtain_base() {
  local wanted=${BASE_IMAGE:-ubuntu:24.04}
  if pull "$wanted"; then
    return
  fi
  [ -z "${BASE_IMAGE-}" ] || stop "$wanted is neither present nor to be pulled: load it, or unset BASE_IMAGE"
  say "no registry gives $wanted: making a base of this host's own distribution"
  bootstrap_base "$(os_release VERSION_CODENAME)"
}

# A registry that does not answer must not cost minutes: the engine's first progress line is awaited for a few seconds only.
pull() {
  local log process waited=0 answer=1
  log=$(mktemp)
  say "asking for $1 (${registry_limit} s for a first answer)"
  timeout "$pull_limit" docker pull "$1" >"$log" 2>&1 &
  process=$!
  while kill -0 "$process" 2>/dev/null && ! grep -q 'Pulling from' "$log" && [ "$waited" -lt $((registry_limit * 5)) ]; do
    sleep 0.2
    waited=$((waited + 1))
  done
  if kill -0 "$process" 2>/dev/null && ! grep -q 'Pulling from' "$log"; then
    kill "$process"
    say 'no answer in time'
  fi
  if wait "$process"; then
    answer=0
  else
    tail -n 1 "$log" >&2
  fi
  rm -f "$log"
  return "$answer"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# This host's apt sources for its own release, "<uri> <suite> <component>" a line; whichever format they are written in.
host_sources() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v codename="$1" '$2 == codename || index($2, codename "-") == 1' |
    awk '$3 == "main" || $3 == "universe"' | awk '!seen[$0]++'
}

archive_keyring() { printf '/usr/share/keyrings/%s-archive-keyring.gpg' "$(os_release ID)"; }

bootstrap_base() {
  local codename=$1 mirror root
  [ -n "$(host_sources "$codename")" ] || as_root apt-get update -q >&2
  mirror=$(host_sources "$codename" | awk -v codename="$codename" '$2 == codename && $3 == "main" { print $1; exit }') || true
  [ -n "$mirror" ] || stop "this host's apt has no source for '$codename' main: Debian 12 or Ubuntu 24.04 is needed, or BASE_IMAGE"
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
    stop 'making a base needs root: run this once as root, or install sudo'
  if ! command -v debootstrap >/dev/null; then
    say 'installing debootstrap (apt-get install debootstrap)'
    as_root apt-get update -q >&2
    as_root apt-get install -y -q debootstrap >&2
  fi
  root=$(mktemp -d -p /var/tmp)
  say "debootstrap $codename (about 30 s)"
  if ! as_root debootstrap --variant=minbase --keyring="$(archive_keyring)" "$codename" "$root" "$mirror" >&2; then
    as_root tail -n 5 "$root/debootstrap/debootstrap.log" >&2 || true
    as_root rm -rf "$root"
    stop "debootstrap failed: does 'apt-get update' work on this host?"
  fi
  stock_sources "$codename" | as_root tee "$root/etc/apt/sources.list" >/dev/null
  as_root sh -c 'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*' - "$root"
  as_root tar --numeric-owner -C "$root" -c . | docker import - "packetwalk/base:$codename" >/dev/null
  as_root rm -rf "$root"
}

# The sources that a fresh install has: debootstrap knows the distribution's own mirror, whatever mirror this host uses.
stock_sources() {
  local codename=$1 mirror security
  mirror=$(sed -n 's/^DEF_MIRROR="\(.*\)"$/\1/p' "$(command -v debootstrap)")
  [ -n "$mirror" ] || stop 'this debootstrap names no default mirror'
  case $(os_release ID) in
    debian) security=$mirror-security ;;
    *) security=$mirror ;;
  esac
  printf 'deb [signed-by=%s] %s %s main\n' \
    "$(archive_keyring)" "$mirror" "$codename" \
    "$(archive_keyring)" "$mirror" "$codename-updates" \
    "$(archive_keyring)" "$security" "$codename-security"
}

# What apt needs inside a build to fetch as this host does. Nothing for a base that was pulled: that one's own sources work.
host_apt() { # <base> <folder>
  local keyring
  keyring=$(archive_keyring)
  mkdir "$2"
  touch "$2/apt.conf"
  case $1 in packetwalk/base:*) ;; *) return 0 ;; esac
  host_sources "${1#*:}" | while read -r uri suite component; do
    printf 'deb [signed-by=%s] %s %s %s\n' "$keyring" "$uri" "$suite" "$component"
  done >"$2/sources.list"
  {
    printf 'Dir::Etc::sourcelist "/host-apt/sources.list";\nDir::Etc::sourceparts "-";\n'
    apt-config dump --no-empty | grep -E '^Acquire::(https?::Proxy|Check-(Valid-Until|Date))[ :]' || true
    if cp /etc/ssl/certs/ca-certificates.crt "$2/" 2>/dev/null; then
      printf 'Acquire::https::CAInfo "/host-apt/ca-certificates.crt";\n'
    fi
  } >"$2/apt.conf"
}
