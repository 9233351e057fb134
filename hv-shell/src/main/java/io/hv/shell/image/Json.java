package io.hv.shell.image;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON, indented as {@code qemu-img} does it. */
final class Json {

    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String text(Object value) {
        Json json = new Json();
        json.write(value, "\n");
        return json.text.toString();
    }

    private void write(Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            write(map, line);
        } else if (value instanceof List<?> list) {
            write(list, line);
        } else if (value instanceof String string) {
            quote(string);
        } else {
            text.append(value);
        }
    }

    private void write(Map<?, ?> map, String line) {
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(line).append(STEP);
            quote(String.valueOf(entry.getKey()));
            text.append(": ");
            write(entry.getValue(), line + STEP);
            text.append(entries.hasNext() ? "," : line);
        }
        text.append('}');
    }

    private void write(List<?> list, String line) {
        text.append('[');
        Iterator<?> values = list.iterator();
        while (values.hasNext()) {
            text.append(line).append(STEP);
            write(values.next(), line + STEP);
            text.append(values.hasNext() ? "," : line);
        }
        text.append(']');
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (Character.isISOControl(each)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        text.append('"');
    }
}
