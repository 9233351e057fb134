package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The element patterns that share one class, and what they have together. */
final class ElementClass {

    final Name name;

    /** In the order of files and places. */
    final List<Pattern> patterns = new ArrayList<>();

    final Set<String> attributes = new LinkedHashSet<>();

    /** In canonical order. */
    final Map<Name, ElementClass> children = new LinkedHashMap<>();

    /** Which child the schema wants before which others. */
    final Map<Name, Set<Name>> before = new LinkedHashMap<>();

    /** Sets of children that keep the order of the document among each other. */
    final List<Set<Name>> mingled = new ArrayList<>();

    /** Those that have it as a child. */
    final Set<ElementClass> parents = new LinkedHashSet<>();

    boolean root;

    /** The schema allows anything in it. */
    boolean opaque;

    ElementClass(Name name) {
        this.name = name;
    }

    Pattern first() {
        return patterns.get(0);
    }

    /** Puts the children into an order that the schema allows, and finds out which of them have none. */
    void order() {
        Order order = new Order(List.copyOf(children.keySet()), before);
        Map<Name, ElementClass> ordered = new LinkedHashMap<>();
        for (List<Name> each : order.groups()) {
            if (each.size() > 1) {
                mingled.add(new LinkedHashSet<>(each));
            }
            for (Name name : each) {
                ElementClass child = children.get(name);
                if (child != null) {
                    ordered.put(name, child);
                }
            }
        }
        children.clear();
        children.putAll(ordered);
    }

    /** The definitions that its patterns stand in. */
    Set<String> definitions() {
        Set<String> definitions = new TreeSet<>();
        patterns.forEach(each -> definitions.add(each.definition));
        return definitions;
    }

    @Override
    public String toString() {
        return name + " " + definitions();
    }
}
