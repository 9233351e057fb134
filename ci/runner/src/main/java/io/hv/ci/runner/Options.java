package io.hv.ci.runner;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Command-line options of the form {@code --key value}. */
final class Options {
    private Options() {}

    static Map<String, String> parse(List<String> args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.size(); i += 2) {
            String key = args.get(i);
            if (!key.startsWith("--") || i + 1 == args.size()) {
                throw new IllegalArgumentException("expected --key value, got " + args.subList(i, args.size()));
            }
            options.put(key.substring(2), args.get(i + 1));
        }
        return options;
    }

    static String need(Map<String, String> options, String key) {
        String value = options.get(key);
        if (value == null) {
            throw new IllegalArgumentException("--" + key + " is missing");
        }
        return value;
    }

    static Set<String> tags(Map<String, String> options, String key) {
        return Arrays.stream(options.getOrDefault(key, "").split(","))
                .filter(tag -> !tag.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }
}
