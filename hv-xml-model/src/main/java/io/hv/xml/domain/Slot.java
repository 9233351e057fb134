package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Where one text stands: an attribute of an element, or its content.
 *
 * @param place the element
 * @param attribute the attribute's name; null for the content
 * @param only whether the element is there for this alone, and goes with it
 */
record Slot(Place place, @Nullable String attribute, boolean only) {

    static Slot attribute(Place place, String name) {
        return new Slot(place, name, false);
    }

    static Slot onlyAttribute(Place place, String name) {
        return new Slot(place, name, true);
    }

    static Slot text(Place place) {
        return new Slot(place, null, false);
    }

    static Slot onlyText(Place place) {
        return new Slot(place, null, true);
    }

    /** What is written; null for nothing. An empty element has an empty text only if it is there for nothing else. */
    @Nullable
    String read() {
        WireElement element = place.find();
        if (element == null) {
            return null;
        }
        if (attribute != null) {
            return element.attribute(new QName(attribute));
        }
        String text = element.text();
        return text.isEmpty() && !only ? null : text;
    }

    void write(String text) {
        WireElement element = place.make();
        if (attribute == null) {
            element.text(text);
        } else {
            element.attribute(new QName(attribute), text);
        }
    }

    void clear() {
        WireElement element = place.find();
        if (element == null) {
            return;
        }
        if (attribute != null) {
            element.attribute(new QName(attribute), null);
        } else if (!element.text().isEmpty()) {
            element.text("");
        }
        if (only
                && element.items().isEmpty()
                && (attribute == null || element.attributes().isEmpty())) {
            place.remove();
        }
    }

    String path() {
        return place.path() + (attribute == null ? "/text()" : "/@" + attribute);
    }
}
