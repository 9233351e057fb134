#!/bin/sh
# Prints how many records of a journal are whole, one after the other from the first on. The last one may be torn.
whole=0
while read -r word number sum; do
  [ "$number" = $((whole + 1)) ] || break
  [ "$sum" = "$(echo "$word $number" | md5sum | cut -c1-32)" ] || break
  whole=$number
done <"$1"
echo "$whole"
