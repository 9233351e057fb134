package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlException;
import io.hv.xml.wire.WireElement;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The attributes of one element, for values that are made of several. */
final class Attributes {

    private final Place place;

    Attributes(Place place) {
        this.place = place;
    }

    @Nullable
    String text(String name) {
        WireElement element = place.find();
        return element == null ? null : element.attribute(new QName(name));
    }

    String or(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A text without which the value cannot be told. */
    String wanted(String name) {
        String text = text(name);
        if (text == null) {
            throw XmlException.at(place.path(), "there is no " + name, null);
        }
        return text;
    }

    HostPath path(String name) {
        return place.attribute(name, Form.PATH).get().orElseThrow(() -> missing(name));
    }

    private XmlException missing(String name) {
        return XmlException.at(place.path(), "there is no " + name, null);
    }

    /** A number as C reads it; 0 where there is none. */
    int integer(String name) {
        return place.number(name, Numbers.likeC(0, Integer.MAX_VALUE)).or(0L).intValue();
    }

    /** The same for larger ones. */
    long number(String name) {
        return place.number(name, Numbers.likeC(0, Numbers.ANY)).or(0L);
    }

    /** Writes a text, or takes it away; a number that is written otherwise stays as it is. */
    void put(String name, @Nullable String text) {
        String written = text(name);
        if (text == null) {
            if (written != null) {
                place.make().attribute(new QName(name), null);
            }
        } else if (written == null || !same(written, text)) {
            place.make().attribute(new QName(name), text);
        }
    }

    private static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        Form<Long> number = Numbers.likeC(0, Numbers.ANY);
        try {
            return number.parse(one).equals(number.parse(other));
        } catch (IllegalArgumentException e) {
            return false; // not both are numbers, and the texts differ
        }
    }
}
