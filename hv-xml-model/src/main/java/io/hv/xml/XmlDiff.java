package io.hv.xml;

import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.nwfilter.Filter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Compares what documents say. Order among elements of different names means nothing, save below {@code <metadata>}, in
 * what libvirt's schemas do not know, and between the rules of a network filter. White space around texts means nothing;
 * an empty element is not the same as none; values are compared as they are written.
 *
 * <p>Elements of one name are matched by what they are the same in: all, else what identifies them, such as a disk's
 * target and a network interface's MAC address, else their place.
 */
public final class XmlDiff {

    private final List<XmlDifference> differences = new ArrayList<>();
    private final Meanings before = new Meanings();
    private final Meanings after = new Meanings();

    private XmlDiff() {}

    /** All differences, in the order of the first document. Empty if both say the same. */
    public static List<XmlDifference> between(XmlDocument first, XmlDocument second) {
        return between(first.root(), second.root());
    }

    static List<XmlDifference> between(WireElement one, WireElement other) {
        XmlDiff diff = new XmlDiff();
        if (one.name().equals(other.name())) {
            diff.compare(one, other, "/" + Paths.name(one.name()), false);
        } else {
            diff.add(
                    XmlDifference.Kind.CHANGED,
                    "/",
                    "<" + Paths.name(one.name()) + ">",
                    "<" + Paths.name(other.name()) + ">");
        }
        return List.copyOf(diff.differences);
    }

    private void add(XmlDifference.Kind kind, String path, String was, String is) {
        differences.add(new XmlDifference(kind, path, was, is));
    }

    private void compare(WireElement one, WireElement other, String path, boolean below) {
        boolean opaque = below || one.isOpaque();
        if (before.of(one, opaque).equals(after.of(other, opaque))) {
            return;
        }
        attributes(one, other, path);
        String was = one.text().strip();
        String is = other.text().strip();
        if (!was.equals(is)) {
            value(path + "/text()", was.isEmpty() ? null : was, is.isEmpty() ? null : is);
        }
        Set<QName> names = new LinkedHashSet<>();
        children(one).forEach(each -> names.add(each.name()));
        children(other).forEach(each -> names.add(each.name()));
        int found = differences.size();
        for (QName each : names) {
            siblings(named(one, each), named(other, each), path + "/" + Paths.name(each), opaque);
        }
        if (differences.size() == found && (opaque || one instanceof Filter)) {
            order(path, order(one), order(other));
        }
    }

    private void attributes(WireElement one, WireElement other, String path) {
        Map<QName, String> some = Meanings.attributes(one);
        Map<QName, String> others = Meanings.attributes(other);
        Set<QName> names = new LinkedHashSet<>(some.keySet());
        names.addAll(others.keySet());
        for (QName each : names) {
            value(path + "/@" + Paths.name(each), some.get(each), others.get(each));
        }
    }

    private void value(String path, @Nullable String was, @Nullable String is) {
        if (was != null && is == null) {
            add(XmlDifference.Kind.REMOVED, path, quoted(was), "");
        } else if (was == null && is != null) {
            add(XmlDifference.Kind.ADDED, path, "", quoted(is));
        } else if (was != null && is != null && !was.equals(is)) {
            add(XmlDifference.Kind.CHANGED, path, quoted(was), quoted(is));
        }
    }

    private void siblings(List<WireElement> some, List<WireElement> others, String path, boolean opaque) {
        IdentityHashMap<WireElement, WireElement> pairs = new Matching(before, after, opaque).match(some, others);
        IdentityHashMap<WireElement, Integer> placesThere = Matching.places(others);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            WireElement one = some.get(i);
            WireElement other = pairs.get(one);
            String place = some.size() == 1 ? path : path + "[" + (i + 1) + "]";
            if (other == null) {
                add(XmlDifference.Kind.REMOVED, place, Paths.excerpt(one), "");
            } else {
                places.add(placesThere.get(other));
                compare(one, other, place, opaque);
            }
        }
        List<Integer> sorted = places.stream().sorted().toList();
        order(path, sorted.toString(), places.toString());
        Set<WireElement> known = Matching.identities(pairs.values());
        for (int i = 0; i < others.size(); i++) {
            if (!known.contains(others.get(i))) {
                String place = others.size() == 1 ? path : path + "[" + (i + 1) + "]";
                add(XmlDifference.Kind.ADDED, place, "", Paths.excerpt(others.get(i)));
            }
        }
    }

    private void order(String path, String was, String is) {
        if (!was.equals(is)) {
            add(XmlDifference.Kind.REORDERED, path, was, is);
        }
    }

    private static String order(WireElement of) {
        List<String> order = new ArrayList<>();
        for (Object each : of.items()) {
            if (each instanceof WireElement element) {
                order.add(Paths.name(element.name()));
            } else if (!each.toString().isBlank()) {
                order.add(quoted(each.toString().strip()));
            }
        }
        return order.toString();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private static List<WireElement> children(WireElement of) {
        return of.all(WireElement.class);
    }

    private static List<WireElement> named(WireElement of, QName name) {
        return children(of).stream().filter(each -> each.name().equals(name)).toList();
    }

    /** What elements say, as texts that are equal for equal meanings. Each element is looked at once. */
    static final class Meanings {

        private final IdentityHashMap<WireElement, String> known = new IdentityHashMap<>();

        String of(WireElement element, boolean opaque) {
            String meaning = known.get(element);
            if (meaning == null) {
                meaning = make(element, opaque);
                known.put(element, meaning);
            }
            return meaning;
        }

        private String make(WireElement element, boolean below) {
            boolean opaque = below || element.isOpaque();
            boolean ordered = opaque || element instanceof Filter;
            StringBuilder meaning = new StringBuilder("<").append(element.name());
            attributes(element).entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue().length() + ":" + each.getValue())
                    .sorted()
                    .forEach(each -> meaning.append(' ').append(each));
            meaning.append('>');
            if (!opaque) {
                meaning.append(element.text().strip()).append('|');
            }
            Map<String, StringBuilder> byName = new TreeMap<>();
            for (Object each : element.items()) {
                String name = "";
                String says = "";
                if (each instanceof WireElement child) {
                    name = child.name().toString();
                    says = of(child, opaque);
                } else if (opaque) {
                    says = each.toString().strip();
                }
                byName.computeIfAbsent(ordered ? "" : name, unused -> new StringBuilder())
                        .append(says);
            }
            byName.values().forEach(meaning::append);
            return meaning.append('/').toString();
        }

        /** Without the declarations of namespaces, which names have resolved. */
        static Map<QName, String> attributes(WireElement of) {
            Map<QName, String> attributes = new LinkedHashMap<>(of.attributes());
            attributes.keySet().removeIf(each -> each.getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI));
            return attributes;
        }
    }
}
