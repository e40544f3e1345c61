# Opens books with the data of a case, in the order in which the parts need each other; a part
# that the case does not have is left out. Usage: sh cases/open.sh NAME TODAY
set -e
cd "$(dirname "$0")/$1"
PLUMBLINE_DATA=../../${PLUMBLINE_DATA:-books}
export PLUMBLINE_DATA
plumbline init --name "Test Utility" --today "$2" >/dev/null
for kind in schemes:schemes.csv policy:policy.yaml customers:customers.csv \
    premises:premises.csv supply-points:supply-points.csv tariffs:book.yaml \
    agreements:agreements.csv meters:meters.csv readings:readings.csv \
    properties:properties.csv; do
    [ -f "${kind#*:}" ] || continue
    plumbline import "${kind%%:*}" "${kind#*:}" >/dev/null 2>&1
done
echo "The books of $1 are open, today is $(plumbline day)."
