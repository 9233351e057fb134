package io.hv.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads JSON into maps, lists, strings, whole numbers and booleans. */
final class JsonText {

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        if (json.peek() != 0) {
            throw json.malformed();
        }
        return value;
    }

    @SuppressWarnings("unchecked") // keys are strings
    static Map<String, Object> object(String text) {
        return (Map<String, Object>) read(text);
    }

    @SuppressWarnings("unchecked") // keys are strings, and the test fails where the elements are no objects
    static List<Map<String, Object>> list(String text) {
        return (List<Map<String, Object>>) read(text);
    }

    /** What stands there, which has to be something. */
    static Object value(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), () -> "no " + key + ": " + map);
    }

    static long number(Map<?, ?> map, String key) {
        return (Long) value(map, key);
    }

    static boolean is(Map<?, ?> map, String key) {
        return (Boolean) value(map, key);
    }

    /** The next character that is no space; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char wanted) {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> {
                Map<String, Object> map = new LinkedHashMap<>();
                List<Object> unused = many('{', '}', () -> {
                    String key = string();
                    take(':');
                    Object value = value();
                    if (map.put(key, value) != null) {
                        throw malformed();
                    }
                    return value;
                });
                yield map;
            }
            case '[' -> many('[', ']', this::value);
            case '"' -> string();
            default -> word();
        };
    }

    private List<Object> many(char begin, char end, Supplier<Object> next) {
        List<Object> all = new ArrayList<>();
        take(begin);
        while (peek() != end) {
            if (!all.isEmpty()) {
                take(',');
            }
            all.add(next.get());
        }
        take(end);
        return all;
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char each = text.charAt(at++);
            if (each == '\\') {
                each = text.charAt(at++);
                if (each == 'u') {
                    each = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                }
            }
            string.append(each);
        }
        at++;
        return string.toString();
    }

    private Object word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> Long.valueOf(word);
        };
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("no JSON at " + at + ": " + text);
    }
}
