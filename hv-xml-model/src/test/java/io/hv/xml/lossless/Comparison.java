package io.hv.xml.lossless;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether two documents say the same: names, attributes exactly, texts without the white space around them, an empty
 * element not as none. Siblings of one name have an order; those of different names have none, save in
 * {@code <metadata>}, which is the user's, and of the rules of a {@code <filter>}.
 */
final class Comparison {

    private static final Set<String> RULES = Set.of("rule", "filterref");

    private Comparison() {}

    /** The first difference, as a path and what is there. */
    static Optional<String> difference(Tree before, Tree after) {
        if (!before.name.equals(after.name)) {
            return Optional.of("/" + before.name + " became " + after.name);
        }
        return difference(before, after, "/" + before.name, false);
    }

    private static Optional<String> difference(Tree before, Tree after, String path, boolean users) {
        if (!before.attributes.equals(after.attributes)) {
            return Optional.of(path + ": " + before.attributes + " became " + after.attributes);
        }
        boolean opaque = users || before.local().equals("metadata");
        if (!texts(before, opaque).equals(texts(after, opaque))) {
            return Optional.of(path + ": " + texts(before, opaque) + " became " + texts(after, opaque));
        }
        Map<String, List<Tree>> some = byName(before);
        Map<String, List<Tree>> others = byName(after);
        if (!some.keySet().equals(others.keySet())) {
            return Optional.of(path + ": has " + some.keySet() + ", then " + others.keySet());
        }
        for (Map.Entry<String, List<Tree>> each : some.entrySet()) {
            List<Tree> there = others.getOrDefault(each.getKey(), List.of());
            if (each.getValue().size() != there.size()) {
                return Optional.of(
                        path + "/" + each.getKey() + ": " + each.getValue().size() + " became " + there.size());
            }
            for (int i = 0; i < there.size(); i++) {
                String place = path + "/" + each.getKey() + "[" + (i + 1) + "]";
                Optional<String> found = difference(each.getValue().get(i), there.get(i), place, opaque);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        List<String> order = ordered(before, opaque);
        List<String> then = ordered(after, opaque);
        if (!order.equals(then)) {
            return Optional.of(path + ": the order was " + order + ", then " + then);
        }
        return Optional.empty();
    }

    private static List<String> texts(Tree of, boolean opaque) {
        return of.texts.stream()
                .map(String::strip)
                .filter(each -> opaque || !each.isEmpty())
                .toList();
    }

    /** The names of the children whose order means something. */
    private static List<String> ordered(Tree of, boolean opaque) {
        return of.children.stream()
                .map(each -> each.name)
                .filter(each -> opaque || (of.local().equals("filter") && RULES.contains(each)))
                .toList();
    }

    private static Map<String, List<Tree>> byName(Tree of) {
        Map<String, List<Tree>> byName = new LinkedHashMap<>();
        of.children.forEach(each ->
                byName.computeIfAbsent(each.name, unused -> new ArrayList<>()).add(each));
        return byName;
    }
}
