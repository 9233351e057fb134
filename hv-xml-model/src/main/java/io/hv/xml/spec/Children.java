package io.hv.xml.spec;

import io.hv.xml.wire.WireElement;
import java.util.Optional;
import java.util.function.Supplier;

/** Small steps on elements. */
final class Children {

    private Children() {}

    /** The child of that class, made where there is none. */
    static <T extends WireElement> T need(WireElement parent, Class<T> type, Supplier<T> maker) {
        return parent.first(type).orElseGet(() -> {
            T fresh = maker.get();
            parent.add(fresh);
            return fresh;
        });
    }

    /** Has that child with this text, or without one none. */
    static <T extends WireElement> void text(
            WireElement parent, Class<T> type, Supplier<T> maker, Optional<String> text) {
        if (text.isPresent()) {
            need(parent, type, maker).text(text.get());
        } else {
            drop(parent, type);
        }
    }

    /** Has an empty child of that class, or none. */
    static <T extends WireElement> void flag(WireElement parent, Class<T> type, Supplier<T> maker, boolean present) {
        if (present) {
            T unused = need(parent, type, maker);
        } else {
            drop(parent, type);
        }
    }

    /** Takes all children of that class out. */
    static <T extends WireElement> void drop(WireElement parent, Class<T> type) {
        parent.all(type).forEach(parent::remove);
    }

    /** Takes a child out that says nothing any more. */
    static void dropIfEmpty(WireElement parent, WireElement child) {
        if (child.attributes().isEmpty()
                && child.items().stream().allMatch(each -> each.toString().isBlank())) {
            boolean unused = parent.remove(child);
        }
    }

    /** The text of the child of that class. */
    static <T extends WireElement> Optional<String> textOf(WireElement parent, Class<T> type) {
        return parent.first(type).map(WireElement::text);
    }
}
