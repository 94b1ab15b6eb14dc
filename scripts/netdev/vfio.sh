#!/bin/bash
# SPDX-License-Identifier: MIT
#
# A test of the netdev CI: reviews the VFIO migration tables and drivers that the commit at HEAD changes.
# Copy or link this folder to tests/patch/vfio, and set VFIO_EXPLORER to a checkout of the explorer.
#
# Exit 0: passes, or the commit has no table. 250: a warning or a question. 1: an error that the commit introduces.

explorer=${VFIO_EXPLORER:-$(dirname "$(readlink -f "$0")")/../..}

tell() {
	if [ -n "$DESC_FD" ]; then
		echo "$1" >&"$DESC_FD"
	else
		echo "$1"
	fi
}

patch=$(git format-patch -1 --stdout HEAD) || exit 1
checks=$("$explorer/node_modules/.bin/tsx" "$explorer/src/cli/vfio.ts" review - --format b4 <<< "$patch") || exit 1

case $checks in
'[]')
	tell 'The commit changes no VFIO migration table or driver'
	exit 0
	;;
*'"status":"fail"'*) status=1 ;;
*'"status":"warn"'*) status=250 ;;
*) status=0 ;;
esac

# In a JSON string a quote and a backslash are written behind a backslash.
tell "$(sed -n 's/.*"summary":"\(\([^"\\]\|\\.\)*\)".*/\1/p' <<< "$checks" | sed 's/\\\(["\\/]\)/\1/g')"
echo "$checks"
exit $status
