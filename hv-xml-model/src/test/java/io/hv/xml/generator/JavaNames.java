package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Names the classes. An element that stands inside another in the schema, and nowhere else, becomes a class inside that
 * one's. Others have files of their own, in a package by the schema's file, and are called as the element, or, where a
 * package has several such, with what it stands in before its own name.
 */
final class JavaNames {

    /** What stands at the end of libvirt's file names where several schemas share a file. */
    private static final List<String> SHARED = List.of("common", "types", "_params");

    private static final Set<String> TAKEN =
            Set.of("List", "Mingled", "Object", "Opaque", "Override", "String", "Unknown", "WireElement");

    private final String root;
    private final Map<ElementClass, JavaName> names = new LinkedHashMap<>();

    private JavaNames(String root) {
        this.root = root;
    }

    static Map<ElementClass, JavaName> of(List<ElementClass> classes, String root) {
        JavaNames names = new JavaNames(root);
        List<ElementClass> top = new ArrayList<>();
        Map<ElementClass, ElementClass> inner = new LinkedHashMap<>();
        Map<Pattern, ElementClass> byPattern = new HashMap<>();
        classes.forEach(each -> each.patterns.forEach(pattern -> byPattern.put(pattern, each)));
        for (ElementClass each : classes) {
            ElementClass around = around(each, byPattern);
            if (around == null) {
                top.add(each);
            } else {
                inner.put(each, around);
            }
        }
        names.nameTop(top);
        inner.forEach(names::nameInner);
        Map<ElementClass, JavaName> all = new LinkedHashMap<>();
        classes.forEach(each -> all.put(each, names.name(each)));
        return all;
    }

    private static @Nullable ElementClass around(ElementClass each, Map<Pattern, ElementClass> byPattern) {
        if (each.root || each.parents.size() != 1) {
            return null;
        }
        ElementClass parent = each.parents.iterator().next();
        for (Pattern pattern : each.patterns) {
            if (pattern.around == null || byPattern.get(pattern.around) != parent || parent == each) {
                return null;
            }
        }
        return parent;
    }

    private void nameTop(List<ElementClass> top) {
        Map<String, List<ElementClass>> packages = new TreeMap<>();
        top.forEach(each -> packages.computeIfAbsent(packageOf(each.first().file), unused -> new ArrayList<>())
                .add(each));
        packages.forEach((name, some) -> {
            Map<String, List<ElementClass>> wanted = new LinkedHashMap<>();
            some.forEach(each -> wanted.computeIfAbsent(simple(each), unused -> new ArrayList<>())
                    .add(each));
            Set<String> taken = new HashSet<>(TAKEN);
            taken.addAll(wanted.keySet());
            wanted.forEach((simple, rivals) -> {
                ElementClass heir = heir(rivals);
                for (ElementClass each : rivals) {
                    String chosen = simple;
                    if (each != heir) {
                        chosen = free(qualified(each, simple), taken);
                    }
                    names.put(each, new JavaName(root + "." + name, null, chosen));
                }
            });
        });
    }

    /** The one of several that has the short name: a root, else that whose definition is called so, else the first. */
    private static ElementClass heir(List<ElementClass> rivals) {
        for (ElementClass each : rivals) {
            if (each.root) {
                return each;
            }
        }
        for (ElementClass each : rivals) {
            if (each.first().definition.equalsIgnoreCase(each.name.local())) {
                return each;
            }
        }
        return rivals.get(0);
    }

    /** The element's name behind that of the element that it stands in, or, where it stands in several, the definition's. */
    private static String qualified(ElementClass each, String simple) {
        Set<String> parents = each.parents.stream().map(JavaNames::simple).collect(Collectors.toSet());
        if (parents.size() == 1) {
            return parents.iterator().next() + simple;
        }
        String definition = camel(each.first().definition);
        return definition.endsWith(simple) ? definition : definition + simple;
    }

    private static String free(String wanted, Set<String> taken) {
        String chosen = wanted;
        for (int i = 2; !taken.add(chosen); i++) {
            chosen = wanted + i;
        }
        return chosen;
    }

    private void nameInner(ElementClass each, ElementClass around) {
        if (names.containsKey(each)) {
            return;
        }
        JavaName outer = name(around);
        Set<String> taken = new HashSet<>(TAKEN);
        for (JavaName at = outer; at != null; at = at.outer()) {
            taken.add(at.simple());
        }
        for (JavaName other : names.values()) {
            if (outer.equals(other.outer())) {
                taken.add(other.simple());
            }
        }
        String simple = simple(each);
        String wanted = taken.contains(simple) ? outer.simple() + simple : simple;
        names.put(each, new JavaName(outer.packageName(), outer, free(wanted, taken)));
    }

    private JavaName name(ElementClass of) {
        JavaName known = names.get(of);
        if (known == null) {
            nameInner(of, of.parents.iterator().next());
            known = names.get(of);
        }
        if (known == null) {
            throw new IllegalStateException("no name for " + of);
        }
        return known;
    }

    private static String simple(ElementClass each) {
        String simple = camel(prefix(each.name.namespace()) + "-" + each.name.local());
        return TAKEN.contains(simple) ? simple + "Element" : simple;
    }

    /** The usual prefix of one of libvirt's namespaces, which is the part of it before the version. */
    static String prefix(String namespace) {
        String[] parts = namespace.split("/", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    private static String packageOf(String file) {
        String name = file.substring(0, file.indexOf('.'));
        for (String end : SHARED) {
            if (name.endsWith(end)) {
                name = name.substring(0, name.length() - end.length());
            }
        }
        return SourceVersion.isKeyword(name) ? name + "s" : name;
    }

    /** {@code max_size} as {@code MaxSize}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return camel.toString();
    }

    /** {@code max_size} as {@code maxSize}, and not a word that Java has itself. */
    static String field(String name) {
        String camel = camel(name);
        String field = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        return SourceVersion.isKeyword(field) || field.equals("content") ? field + "_" : field;
    }
}
