# Sourced by those who make a Debian of their own by debootstrap: where this machine takes its own release from. Sets
# VERSION_CODENAME and what else /etc/os-release has.
. /etc/os-release

# debian_sources : deb lines for what this machine takes its own release from.
debian_sources() {
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    sed -n "s/ Packages\$//p" | awk -v suite="$VERSION_CODENAME" '$3 ~ "^" suite && $4 == "main"' | sort -u
}

# debian_mirror : the mirror of that release; fails with a reason where apt knows none.
debian_mirror() {
  local mirror
  mirror=$(debian_sources | awk -v suite="$VERSION_CODENAME" '$3 == suite { print $2; exit }')
  [ -n "$mirror" ] || { echo "no mirror of $VERSION_CODENAME in apt's configuration" >&2; return 1; }
  echo "$mirror"
}
