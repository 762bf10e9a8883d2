#!/bin/sh
# The nightly job for cron: one line in /etc/cron.d, deploy/cron/kabar-netral. No lock is needed, the job holds its own.
# Folders may be named by the environment: HOUSE (the checkout), CONTENT, VAR, SITE, SETTINGS.
set -u
HOUSE=${HOUSE:-/opt/kabar-netral}
CONTENT=${CONTENT:-$HOUSE/content}
VAR=${VAR:-/var/lib/kabar-netral}
SITE=${SITE:-/srv/kabar-netral}
SETTINGS=${SETTINGS:-/etc/kabar-netral/environment}
PYTHON=$HOUSE/.venv/bin/python

cd "$HOUSE" || exit 1
if [ -r "$SETTINGS" ]; then
    set -a
    . "$SETTINGS"
    set +a
fi
mkdir -p "$VAR/log" || exit 1

status=0
nice -n 10 "$PYTHON" -m crawler nightly --content "$CONTENT" --var "$VAR" --site "$SITE" "$@" \
    >>"$VAR/log/nightly.log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
    # Tells only when the night ended without a report; silent when no channel is set.
    MONITOR_UNIT="cron's nightly job" MONITOR_EXIT_CODE=exited MONITOR_EXIT_STATUS=$status \
        "$PYTHON" -m crawler.nightly.alerts_failure --var "$VAR" >>"$VAR/log/nightly.log" 2>&1
fi
exit "$status"
