package io.hv.image.seed;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes maps, lists, strings, numbers and booleans as JSON that readers of YAML 1.1 and 1.2 take for the same: what ends a line
 * or is not printable there is escaped, and what has more than 16 bits is not.
 */
final class JsonText {

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** A line. */
    static String of(Map<String, ?> value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.text.append('\n').toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<?, ?> entry = each.next();
                quote(String.valueOf(entry.getKey()));
                text.append(": ");
                write(entry.getValue());
                text.append(each.hasNext() ? ", " : "");
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
                write(each.next());
                text.append(each.hasNext() ? ", " : "");
            }
            text.append(']');
        } else if (value instanceof String string) {
            quote(string);
        } else {
            text.append(value);
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (isUnsafe(each)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        text.append('"');
    }

    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c >= '\ufffe';
    }
}
