package io.hv.xml.generator;

import io.hv.xml.generator.Content.Child;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which element patterns share a class. Those that an element's name alone cannot tell apart must: children of one name in
 * one element. So must those that stand in one definition's place in several grammars. What follows from that for their
 * children follows, until nothing more does. A class so has what any of its patterns has; which of it goes together is for
 * the schema to say.
 */
final class ElementClasses {

    private final Schemas schemas;
    private final Map<Pattern, List<Content>> contents = new LinkedHashMap<>();
    private final Map<Pattern, Pattern> leaders = new HashMap<>();
    private final Set<Pattern> roots = new LinkedHashSet<>();

    private ElementClasses(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The classes of all elements below the starts of these files. */
    static List<ElementClass> of(Schemas schemas, List<String> files) throws IOException {
        ElementClasses classes = new ElementClasses(schemas);
        for (String file : files) {
            classes.reach(file);
        }
        classes.unite();
        return classes.classes(files);
    }

    private void reach(String file) throws IOException {
        Grammar grammar = schemas.grammar(file);
        Content start = Content.of(grammar.starts(), grammar, schemas);
        Deque<Child> todo = new ArrayDeque<>();
        for (List<Child> some : start.children.values()) {
            todo.addAll(some);
            some.forEach(each -> roots.add(each.element()));
            unite(some);
        }
        Set<Child> seen = new LinkedHashSet<>(todo);
        while (!todo.isEmpty()) {
            Child next = todo.remove();
            Content content = Content.of(next.element().parts, next.grammar(), schemas);
            contents.computeIfAbsent(next.element(), unused -> new ArrayList<>())
                    .add(content);
            for (List<Child> some : content.children.values()) {
                for (Child each : some) {
                    if (seen.add(each)) {
                        todo.add(each);
                    }
                }
            }
        }
    }

    private void unite() {
        boolean more = true;
        while (more) {
            more = false;
            Map<List<Object>, Pattern> known = new HashMap<>();
            for (Map.Entry<Pattern, List<Content>> each : contents.entrySet()) {
                for (Content content : each.getValue()) {
                    for (Map.Entry<Name, List<Child>> child : content.children.entrySet()) {
                        List<Object> place = List.of(leader(each.getKey()), child.getKey());
                        for (Child one : child.getValue()) {
                            Pattern before = known.putIfAbsent(place, one.element());
                            more |= before != null && unite(before, one.element());
                        }
                    }
                }
            }
        }
    }

    private void unite(List<Child> some) {
        for (Child each : some) {
            boolean unused = unite(some.get(0).element(), each.element());
        }
    }

    private boolean unite(Pattern one, Pattern other) {
        Pattern a = leader(one);
        Pattern b = leader(other);
        if (a == b) {
            return false;
        }
        leaders.put(b, a);
        return true;
    }

    private Pattern leader(Pattern of) {
        Pattern at = of;
        for (Pattern above = leaders.get(at); above != null; above = leaders.get(at)) {
            at = above;
        }
        return at;
    }

    private List<ElementClass> classes(List<String> files) {
        // What is common to several schemas comes first, so that a class is named after it.
        Comparator<Pattern> order = Comparator.<Pattern>comparingInt(
                        each -> files.contains(each.file) ? files.indexOf(each.file) + 1 : 0)
                .thenComparing(each -> each.file)
                .thenComparingInt(each -> each.index);
        List<Pattern> patterns = contents.keySet().stream().sorted(order).toList();
        Map<Pattern, ElementClass> classes = new LinkedHashMap<>();
        for (Pattern each : patterns) {
            ElementClass one = classes.computeIfAbsent(leader(each), unused -> new ElementClass(each.requireName()));
            one.patterns.add(each);
            one.root |= roots.contains(each);
        }
        for (Pattern each : patterns) {
            ElementClass one = get(classes, each);
            for (Content content : contents.getOrDefault(each, List.of())) {
                one.attributes.addAll(content.attributes);
                one.opaque |= content.opaque;
                content.children.forEach((name, some) -> {
                    ElementClass child = get(classes, some.get(0).element());
                    one.children.putIfAbsent(name, child);
                    child.parents.add(one);
                });
                content.before.forEach((name, later) -> one.before
                        .computeIfAbsent(name, unused -> new LinkedHashSet<>())
                        .addAll(later));
            }
        }
        List<ElementClass> all = List.copyOf(classes.values());
        all.forEach(ElementClass::order);
        return all;
    }

    private ElementClass get(Map<Pattern, ElementClass> classes, Pattern of) {
        ElementClass found = classes.get(leader(of));
        if (found == null) {
            throw new IllegalStateException("no class for " + of);
        }
        return found;
    }
}
