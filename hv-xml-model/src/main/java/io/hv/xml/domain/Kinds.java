package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of a thing has in the thing's element, by the word for the kind. It is said by paths from the element:
 * {@code @port} is an attribute, {@code listen} are all elements of that name, {@code gl/@enable} and {@code model/text()}
 * are in the first element of a name. Immutable.
 */
final class Kinds {

    private final Set<String> common;
    private final Map<String, Set<String>> own;
    private final Map<String, Form<?>> forms;
    private final Set<String> all;

    /**
     * Kinds.
     *
     * @param common what all of them have: the word itself, for example
     * @param own what only some of them have, for each kind
     * @param forms how those are read that can be written in several ways
     */
    Kinds(Set<String> common, Map<String, Set<String>> own, Map<String, Form<?>> forms) {
        this.forms = Map.copyOf(forms);
        this.common = Set.copyOf(common);
        this.own = Map.copyOf(own);
        this.all = new TreeSet<>(common);
        this.own.values().forEach(all::addAll);
    }

    Kinds(Set<String> common, Map<String, Set<String>> own) {
        this(common, own, Map.of());
    }

    Kinds(Map<String, Set<String>> own) {
        this(Set.of(), own);
    }

    /** Takes away what only other kinds have. */
    void only(Place place, String kind) {
        Set<String> kept = own.getOrDefault(kind, Set.of());
        for (String each : all) {
            if (!kept.contains(each) && !common.contains(each)) {
                boolean unused = remove(place, each);
            }
        }
    }

    /** Takes away what any kind has; and the element itself, if it can be there but once and nothing is left in it. */
    void clear(Place place) {
        boolean changed = false;
        for (String each : all) {
            changed |= remove(place, each);
        }
        if (changed && place instanceof ChildPlace) {
            prune(place);
        }
    }

    /** Where all of it is in a document. */
    List<String> touched(Place place) {
        return all.stream()
                .map(each -> around(place, each).path() + "/" + last(each))
                .toList();
    }

    /** Writes a text, or takes away what there is. One that says the same in other letters stays as it is. */
    void put(Place place, String path, @Nullable String text) {
        if (text == null) {
            boolean unused = remove(place, path);
            return;
        }
        Place around = around(place, path);
        String last = last(path);
        Slot slot = last.startsWith("@")
                ? Slot.attribute(around, last.substring(1))
                : Slot.text(last.equals("text()") ? around : around.child(last));
        String written = slot.read();
        if (written == null || !forms.getOrDefault(path, Form.TEXT).same(written, text)) {
            slot.write(text);
        }
    }

    /** Says whether there was anything. An element that it was in goes too, if nothing else is in it. */
    private static boolean remove(Place place, String path) {
        Place around = around(place, path);
        WireElement element = around.find();
        if (element == null) {
            return false;
        }
        boolean found;
        String last = last(path);
        if (last.startsWith("@")) {
            QName name = new QName(last.substring(1));
            found = element.attribute(name) != null;
            if (found) {
                element.attribute(name, null);
            }
        } else if (last.equals("text()")) {
            found = !element.text().isEmpty();
            if (found) {
                element.text("");
            }
        } else {
            List<WireElement> children = element.all(new QName(last));
            found = !children.isEmpty();
            for (WireElement each : children) {
                boolean unused = element.remove(each);
            }
        }
        for (Place at = around; found && !at.equals(place) && at instanceof ChildPlace child; at = child.around()) {
            prune(at);
        }
        return found;
    }

    private static void prune(Place place) {
        WireElement element = place.find();
        if (element != null
                && element.attributes().isEmpty()
                && element.items().stream().noneMatch(each -> each instanceof WireElement)
                && element.text().isBlank()) {
            place.remove();
        }
    }

    private static Place around(Place place, String path) {
        Place around = place;
        String[] steps = path.split("/", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            around = around.child(steps[i]);
        }
        return around;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
