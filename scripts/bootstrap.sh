#!/bin/sh
# Installs what the harness needs: Debian packages and the locked npm dependencies. Safe to run
# again at any time; does nothing, in well under a second, when nothing is missing. Everything is
# printed on standard error, so that standard output stays the command's own. Exit: 0 or 128.
set -u

cd "$(dirname "$0")/.." || exit 128

packages='bc bison binutils ccache cpio flex gcc git libc6-dev libelf-dev libssl-dev linux-libc-dev
linux-source-6.1 make musl-tools perl qemu-system-x86 util-linux
xfsprogs xz-utils'
# `bootstrap.sh test` is for this project's own tests, which look at reports in a browser, fetch a series by b4, and look at
# guests from a shell and from gdb.
[ "${1:-}" != test ] || packages="$packages b4 busybox-static chromium gdb"

say() { printf 'bootstrap: %s\n' "$*" >&2; }

fail() {
	say "$*"
	exit 128
}

missing_packages() {
	# dpkg-query lists the known ones; whatever is not "install ok installed" is missing.
	# shellcheck disable=SC2086
	installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' $packages 2>/dev/null |
		sed -n 's/^installed //p')
	for package in $packages; do
		printf '%s\n' "$installed" | grep -qx "$package" || printf '%s ' "$package"
	done
}

missing_commands() {
	for command in bc bison flex gcc git ld make musl-gcc perl qemu-system-x86_64 setpriv flock mkfs.xfs xz; do
		command -v "$command" >/dev/null 2>&1 || printf '%s ' "$command"
	done
}

install_packages() {
	if [ "$(id -u)" = 0 ]; then
		as_root=''
	elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
		as_root='sudo'
	else
		say 'packages are missing, and neither root nor sudo is at hand. Run this as root:'
		fail "  apt-get update && apt-get install -y --no-install-recommends $*"
	fi
	say "installing $*"
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq update >&2 ||
		fail 'apt-get update failed (see above); is the network there?'
	# shellcheck disable=SC2068
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq \
		install -y --no-install-recommends $@ >&2 || fail "apt-get install failed (see above): $*"
}

distribution=$(. /etc/os-release 2>/dev/null && printf '%s %s' "${ID:-unknown}" "${VERSION_ID:-}")
if [ "$distribution" = 'debian 12' ]; then
	missing=$(missing_packages)
	# shellcheck disable=SC2086
	[ -z "$missing" ] || install_packages $missing
else
	missing=$(missing_commands)
	[ -z "$missing" ] || fail "this is $distribution, not Debian 12: install these yourself: $missing"
fi

node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 12) ? 0 : 1)' 2>/dev/null ||
	fail 'Node.js 20.12 or later is needed'

# npm writes node_modules/.package-lock.json last: older than the lock file, or absent, means install.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	say 'installing npm dependencies'
	npm ci --no-audit --no-fund --loglevel=error >&2 || fail 'npm ci failed (see above)'
	touch node_modules/.package-lock.json
fi
