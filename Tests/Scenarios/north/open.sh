# Opens the books of North Water: three homes on High Street, each with a water meter that was
# read every month of 2024. Their first bill is for January 2025.
set -e
cd "$(dirname "$0")"
PLUMBLINE_DATA=../${PLUMBLINE_DATA:-books}
export PLUMBLINE_DATA
plumbline init --name "North Water" --today 2025-01-31 >/dev/null
for kind in schemes:schemes.csv policy:policy.yaml customers:customers.csv \
    premises:premises.csv supply-points:points.csv tariffs:water.yaml \
    agreements:agreements.csv meters:meters.csv readings:readings.csv; do
    plumbline import "${kind%%:*}" "${kind#*:}" >/dev/null 2>&1
done
echo "North Water is open: 3 homes, 3 water meters, today is $(plumbline day)."
