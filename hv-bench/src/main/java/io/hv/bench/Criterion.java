package io.hv.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A promise and what was found.
 *
 * @param name what is promised
 * @param value what was measured
 * @param limit what it must not exceed
 * @param unit of both
 */
record Criterion(String name, double value, double limit, String unit) {

    boolean holds() {
        return value <= limit;
    }

    /**
     * One line.
     *
     * @param unjudged why this run proves nothing about it, or empty
     */
    String line(String unjudged) {
        String verdict = holds() ? "holds" : "DOES NOT HOLD";
        return String.format(
                Locale.ROOT,
                "%-40s %12.1f %s, promised at most %.0f: %s",
                name,
                value,
                unit,
                limit,
                unjudged.isEmpty() ? verdict : "not judged here: " + unjudged);
    }

    Map<String, Object> json(String unjudged) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("value", value);
        json.put("limit", limit);
        json.put("unit", unit);
        json.put("judged", unjudged.isEmpty());
        if (unjudged.isEmpty()) {
            json.put("holds", holds());
        } else {
            json.put("reason", unjudged);
        }
        return json;
    }
}
