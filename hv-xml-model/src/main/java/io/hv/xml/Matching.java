package io.hv.xml;

import io.hv.xml.wire.WireElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.xml.namespace.QName;

/** Which of several elements of one name is which of several others. */
final class Matching {

    /** Where elements say who they are: an attribute of theirs, or of a child, or a child's text. In order of weight. */
    private static final List<List<String>> IDENTITIES = List.of(
            List.of("target", "@dev"),
            List.of("mac", "@address"),
            List.of("alias", "@name"),
            List.of("@name"),
            List.of("name", "text()"),
            List.of("@type", "@index"),
            List.of("@type", "@id"),
            List.of("@id"),
            List.of("@type"));

    private final XmlDiff.Meanings before;
    private final XmlDiff.Meanings after;
    private final boolean opaque;
    private final IdentityHashMap<WireElement, WireElement> pairs = new IdentityHashMap<>();

    Matching(XmlDiff.Meanings before, XmlDiff.Meanings after, boolean opaque) {
        this.before = before;
        this.after = after;
        this.opaque = opaque;
    }

    IdentityHashMap<WireElement, WireElement> match(List<WireElement> some, List<WireElement> others) {
        List<WireElement> left = new ArrayList<>(some);
        List<WireElement> right = new ArrayList<>(others);
        keepPlaces(some, others);
        left.removeIf(pairs::containsKey);
        right.removeAll(identities(pairs.values()));
        pair(left, right, each -> before.of(each, opaque), each -> after.of(each, opaque));
        for (List<String> identity : IDENTITIES) {
            pair(left, right, each -> identity(each, identity), each -> identity(each, identity));
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            pairs.put(left.get(i), right.get(i));
        }
        return pairs;
    }

    /** Where there are as many, those that say the same at the same place are the same, also among twins. */
    private void keepPlaces(List<WireElement> some, List<WireElement> others) {
        for (int i = 0; i < some.size() && some.size() == others.size(); i++) {
            if (before.of(some.get(i), opaque).equals(after.of(others.get(i), opaque))) {
                pairs.put(some.get(i), others.get(i));
            }
        }
    }

    /** Pairs those with the same key, in their order, and takes them out of the lists. An empty key is none. */
    private void pair(
            List<WireElement> left,
            List<WireElement> right,
            Function<WireElement, String> leftKey,
            Function<WireElement, String> rightKey) {
        if (left.isEmpty() || right.isEmpty()) {
            return;
        }
        Map<String, Deque<WireElement>> byKey = new HashMap<>();
        for (WireElement each : right) {
            byKey.computeIfAbsent(rightKey.apply(each), unused -> new ArrayDeque<>())
                    .add(each);
        }
        byKey.remove("");
        List<WireElement> rest = new ArrayList<>();
        for (WireElement each : left) {
            Deque<WireElement> found = byKey.get(leftKey.apply(each));
            if (found == null || found.isEmpty()) {
                rest.add(each);
            } else {
                pairs.put(each, found.remove());
            }
        }
        left.clear();
        left.addAll(rest);
        Set<WireElement> taken = identities(pairs.values());
        right.removeIf(taken::contains);
    }

    private static String identity(WireElement of, List<String> steps) {
        WireElement at = of;
        StringBuilder identity = new StringBuilder();
        for (String step : steps) {
            if (step.startsWith("@")) {
                String value = at.attributes().getOrDefault(new QName(step.substring(1)), "");
                if (value.isEmpty()) {
                    return "";
                }
                identity.append(value).append('\n');
            } else if (step.equals("text()")) {
                identity.append(at.text().strip());
            } else {
                WireElement child = at.all(WireElement.class).stream()
                        .filter(each -> each.name().equals(new QName(step)))
                        .findFirst()
                        .orElse(null);
                if (child == null) {
                    return "";
                }
                at = child;
            }
        }
        return identity.toString();
    }

    static Set<WireElement> identities(Collection<WireElement> of) {
        Set<WireElement> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(of);
        return identities;
    }

    /** The place of each, from 1 on. */
    static IdentityHashMap<WireElement, Integer> places(List<WireElement> of) {
        IdentityHashMap<WireElement, Integer> places = new IdentityHashMap<>();
        for (WireElement each : of) {
            places.put(each, places.size() + 1);
        }
        return places;
    }
}
